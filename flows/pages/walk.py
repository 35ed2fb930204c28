"""The state of one reading: the lines, and what has been found in them so far."""

from flows.pages import template as t
from flows.pages.lines import EXCERPT_LENGTH, Lines
from flows.pages.records import Credit, Defect, Film, RelatedFilm, Review


class Walk:
    """What the section readers share. Each takes lines from its start and gives its end."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.texts = lines.texts
        self.bytes_before = lines.bytes_before
        self.line_end_width = len(lines.line_end)
        self.layout: list[str] = []
        self.film: Film | None = None
        self.has_synopsis = False
        self.credits: list[Credit] = []
        self.related_films: list[RelatedFilm] = []
        self.reviews: list[Review] = []
        self.list_positions: dict[str, int] = {}
        self.defects: list[Defect] = []
        self.has_proof_of_template = False

    def span(self, first: int, last: int) -> tuple[int, int, int]:
        """Give line number, first byte and end byte of the lines first to last."""
        start = self.bytes_before[first] + first * self.line_end_width
        end = self.bytes_before[last + 1] + last * self.line_end_width
        return first + 1, start, end

    def flag(self, kind: str, first: int, last: int | None = None) -> None:
        """Note a defect on lines that are part of a record all the same."""
        self._add(kind, False, first, first if last is None else last)

    def leave_out(self, first: int, end: int) -> None:
        """Note lines that nothing explains; empty ones around them are just empty."""
        first = self.skip_empty(first, end)
        last = self.trim_empty(first, end)
        if first < last:
            self._add("unexplained_line", True, first, last - 1)
        self.skip_empty(last, end)

    def skip_empty(self, index: int, end: int) -> int:
        """Take empty lines from index on and give the first line behind them."""
        while index < end and self.texts[index] == "":
            self.layout.append("e")
            index += 1
        return index

    def trim_empty(self, index: int, end: int) -> int:
        """Give the line behind the last filled one before end, or index."""
        while end > index and self.texts[end - 1] == "":
            end -= 1
        return end

    def block_end(self, index: int, end: int) -> int:
        """Give the first empty line at or behind index, or end."""
        while index < end and self.texts[index] != "":
            index += 1
        return index

    def is_stray_heading(self, index: int) -> bool:
        """Say whether a line that nothing explains is a heading that lost one empty line."""
        if self.texts[index] not in t.HEADINGS:
            return False
        before, behind = index - 1, index + 1
        return (before < 0 or self.texts[before] == "") or (
            behind >= len(self.texts) or self.texts[behind] == ""
        )

    def _add(self, kind: str, is_left_out: bool, first: int, last: int) -> None:
        excerpt = self.texts[first][:EXCERPT_LENGTH]
        self.defects.append(Defect(kind, excerpt, is_left_out, *self.span(first, last)))
