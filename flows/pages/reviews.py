"""The reviews: author, date, empty line, text, empty line, and the button that closes it.

A text may hold empty lines, the button's words, or a line that looks like a date. Where the
next review cannot be told from text, the reader separates and flags; it never merges two.
"""

from bisect import bisect_left

from flows.pages import template as t
from flows.pages.records import Review
from flows.pages.walk import Walk


def read_reviews(walk: Walk, index: int) -> int:
    """Read from the line behind the heading and give the line behind the section."""
    edges = _Edges(walk)
    if index < edges.end and walk.texts[index] != "":
        walk.flag("missing_empty_line", index)
    while (index := walk.skip_empty(index, edges.end)) < edges.end:
        if edges.is_heading(index):
            return index
        if walk.texts[index - 1] == t.MORE and walk.is_stray_heading(index, t.HEADINGS):
            walk.flag("missing_empty_line", index)
            return index
        if edges.opens(index):
            index = _read_review(walk, edges, index)
        else:
            index = _leave_out(walk, edges, index)
    return index


class _Edges:
    """Where reviews may begin and end, found once for the whole page."""

    def __init__(self, walk: Walk) -> None:
        self.texts, self.lines = walk.texts, walk.lines
        self.end = len(walk.texts)
        while self.end and walk.texts[self.end - 1] == "":
            self.end -= 1  # empty lines at the page's end are no part of any value
        self.closings = [i for i in walk.lines.mores if self._closes(i)]
        dates = [i for i, line in enumerate(walk.texts) if 6 <= len(line) <= 14]
        self.lost = [i - 1 for i in dates if self._opens_after_lost_button(i - 1)]

    def opens(self, index: int) -> bool:
        """Say whether a review begins here, given that none is open."""
        author, behind = self.texts[index], index + 1
        if t.resembles_review_date(author):
            return True
        if behind >= self.end or author == t.MORE:
            return False
        if t.resembles_review_date(self.texts[behind]) or self.texts[behind] == "":
            return True
        return behind + 1 < self.end and self.texts[behind + 1] == ""

    def is_heading(self, index: int) -> bool:
        """Say whether a line is a heading, given that no review is open."""
        return self.lines.next_heading(index) == index

    def next_closing(self, index: int) -> int:
        """Give the next button that closes a review, or the page's end."""
        return _next(self.closings, index, self.end)

    def next_lost(self, index: int) -> int:
        """Give the next line that opens a review although no button closed the last."""
        return _next(self.lost, index, self.end)

    def _closes(self, index: int) -> bool:
        behind = index + 1
        if behind >= self.end:
            return True
        if self.texts[behind] == "":
            while self.texts[behind] == "":
                behind += 1
            return self.is_heading(behind)
        if self.texts[behind] in t.HEADINGS and self.texts[behind + 1 : behind + 2] == [""]:
            return True
        return self._opens_plainly(behind) or (
            self.texts[index - 1] == "" and self.texts[behind] != t.MORE and self.opens(behind)
        )

    def _opens_plainly(self, index: int) -> bool:
        """Say whether author and date, a date alone, or author and empty line stand here."""
        author, behind = self.texts[index], self.texts[index + 1 : index + 2]
        if t.resembles_review_date(author):
            return True
        is_opening = bool(behind) and (behind[0] == "" or t.resembles_review_date(behind[0]))
        return is_opening and author != t.MORE and index + 1 < self.end

    def _opens_after_lost_button(self, index: int) -> bool:
        """Say whether author, date and empty line stand behind what may have been a button."""
        if index < 0 or index + 2 >= self.end:
            return False
        author, date_text, behind = self.texts[index : index + 3]
        if behind != "" or author in ("", t.MORE) or not t.resembles_review_date(date_text):
            return False
        before = self.texts[max(0, index - 2) : index]
        return before[-1:] == [""] or any(map(t.resembles_more, before))


def _read_review(walk: Walk, edges: _Edges, index: int) -> int:
    start = index
    walk.layout.append("v")
    author, date_text, index = _read_opening(walk, edges, index)
    if index < edges.end and walk.texts[index] != "":
        walk.flag("missing_empty_line", index)
    first = walk.skip_empty(index, edges.end)
    closing, lost = edges.next_closing(index), edges.next_lost(index + 1)
    if closing < edges.end and closing <= lost:
        text, is_closed, end = _read_text(walk, first, closing), True, closing + 1
        walk.layout.append("M")
    else:
        text, is_closed, end = _read_unclosed(walk, edges, first, lost)
    last = _last_filled(walk, end - 1, start)
    if not is_closed:
        walk.flag("unclosed_review", start, last)
    walk.has_proof_of_template |= is_closed and bool(author and date_text)
    position = len(walk.reviews) + 1
    walk.reviews.append(Review(position, author, date_text, text, *walk.span(start, last)))
    return end


def _read_opening(walk: Walk, edges: _Edges, index: int) -> tuple[str | None, str | None, int]:
    author: str | None = walk.texts[index]
    behind = index + 1
    if t.resembles_review_date(walk.texts[index]) and not _is_author_and_date(walk, edges, index):
        walk.flag("review_without_author", index)
        author, behind = None, index
    else:
        walk.layout.append("A")
    if behind >= edges.end or walk.texts[behind] == "":
        walk.flag("review_without_date", index)
        return author, None, behind
    walk.layout.append("D")
    if not t.is_review_date(walk.texts[behind]):
        walk.flag("bad_review_date", behind)
    return author, walk.texts[behind], behind + 1


def _is_author_and_date(walk: Walk, edges: _Edges, index: int) -> bool:
    """Say whether a line that looks like a date is an author's name before a date."""
    behind = index + 1
    return behind < edges.end and t.resembles_review_date(walk.texts[behind])


def _read_text(walk: Walk, first: int, end: int) -> str | None:
    last = end
    while last > first and walk.texts[last - 1] == "":
        last -= 1
    if first < last:
        walk.layout.append("X")
    walk.layout.append("e" * (end - max(first, last)))
    _flag_inner_openings(walk, first, last)
    return "\n".join(walk.texts[first:last]) or None


def _flag_inner_openings(walk: Walk, first: int, last: int) -> None:
    """Flag a line, a review's date and an empty line inside a text: two reviews in one?"""
    for i in range(first + 1, last - 1):
        if walk.texts[i + 1] == "" and walk.texts[i - 1] != "" and t.is_review_date(walk.texts[i]):
            walk.flag("suspicious_text", i)


def _read_unclosed(
    walk: Walk, edges: _Edges, first: int, lost: int
) -> tuple[str | None, bool, int]:
    """Read a text that no button closes where it should: up to what must be something else."""
    end = min(lost, edges.end)
    if lost >= edges.end:
        end = min(end, walk.lines.next_heading(first))
    last = end
    while last > first and walk.texts[last - 1] == "":
        last -= 1
    if last < end and last > first and walk.texts[last - 1] == t.MORE:
        walk.flag("unexpected_empty_line", last)
        text = _read_text(walk, first, last - 1)
        walk.layout.append("M")
        return text, True, last
    return _read_text(walk, first, max(first, end)), False, max(first, end)


def _last_filled(walk: Walk, last: int, start: int) -> int:
    while last > start and walk.texts[last] == "":
        last -= 1
    return last


def _leave_out(walk: Walk, edges: _Edges, index: int) -> int:
    """Leave out what opens no review, up to where one may begin again."""
    end = min(edges.next_closing(index) + 1, edges.next_lost(index + 1), edges.end)
    end = max(index + 1, min(end, walk.lines.next_heading(index)))
    walk.leave_out(index, end)
    return end


def _next(places: list[int], index: int, default: int) -> int:
    place = bisect_left(places, index)
    return places[place] if place < len(places) else default
