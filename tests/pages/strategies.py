"""Legal film pages: their facts, drawn from the template's own lines, and how they look in bytes.

Independent of the reader on purpose: nothing is imported from flows but the list of providers
that are known by name. `render` is a second implementation of the template, and tells for each
line of the page what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from flows.pages.template import PROVIDERS

MORE = "... more"
TAB_BAR = "Trailer Synopsis Cast"
CREDIT_SEPARATOR = " as\u00a0\u00a0"
CERTIFICATE_SEPARATOR = "\u00a0" * 6
HEADINGS = {
    "about": TAB_BAR,
    "similar_titles": "Similar titles",
    "you_may_also_like": "You May Also Like",
    "reviews": "Reviews",
}


@dataclass(frozen=True)
class Item:
    title: str
    provider: str | None
    synopsis: str | None
    year: str | None

    def closing_line(self) -> str:
        return self.title if self.year is None else f"{self.title} {self.year}"


@dataclass(frozen=True)
class ReviewFacts:
    author: str
    date: str
    text: tuple[str, ...]
    has_gap: bool = True  # the empty line before the button, which may be missing


@dataclass(frozen=True)
class Section:
    kind: str
    synopsis: str | None = None
    credits: tuple[tuple[str, str | None], ...] = ()
    items: tuple[Item, ...] = ()
    reviews: tuple[ReviewFacts, ...] = ()


@dataclass(frozen=True)
class PageFacts:
    title: str
    date: str | None
    certificate: str | None
    has_rating_label: bool
    rating: str | None
    sections: tuple[Section, ...]
    line_end: str = "\n"
    has_byte_order_mark: bool = False
    final_ends: int = 0


class Line(NamedTuple):
    role: str
    text: str


class Mark(NamedTuple):
    """A record's values, and its first and last line (from 0)."""

    noun: str
    values: tuple[str | int | None, ...]
    first: int
    last: int


class Rendered(NamedTuple):
    raw: bytes
    lines: list[Line]
    marks: list[Mark]

    def records(self, noun: str, line_end: str, offset: int) -> list[tuple[str | int | None, ...]]:
        """Give the records of a noun with line number and byte span, as the contract says them."""
        starts = [offset]
        for line in self.lines:
            starts.append(starts[-1] + len(line.text.encode()) + len(line_end))
        return [
            (
                *mark.values,
                mark.first + 1,
                starts[mark.first],
                starts[mark.last + 1] - len(line_end),
            )
            for mark in self.marks
            if mark.noun == noun
        ]


class _Sheet:
    """Lines and records of one page as they are written down."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.marks: list[Mark] = []
        self.counts: dict[str, int] = {}

    def add(self, role: str, text: str) -> int:
        self.lines.append(Line(role, text))
        return len(self.lines) - 1

    def count(self, name: str) -> int:
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]

    def mark(self, noun: str, values: tuple[str | int | None, ...], first: int) -> None:
        self.marks.append(Mark(noun, values, first, len(self.lines) - 1))


def render(facts: PageFacts) -> Rendered:
    sheet = _Sheet()
    last = _render_head(sheet, facts)
    synopsis = None
    for number, section in enumerate(facts.sections):
        if number or section.kind != "about":
            sheet.add("empty", "")
        empty_role = "empty"
        sheet.add("heading", HEADINGS[section.kind])
        if section.synopsis is not None:
            sheet.add("empty", "")
            synopsis, last = section.synopsis, sheet.add("synopsis", section.synopsis)
        for name, character in section.credits:
            if empty_role:
                sheet.add(empty_role, "")
            empty_role = ""
            _render_credit(sheet, name, character)
        if section.items or section.reviews:
            sheet.add("empty", "")
        for item in section.items:
            _render_item(sheet, item, section.kind)
        for review in section.reviews:
            _render_review(sheet, review)
    values = (facts.title, facts.date, facts.certificate, facts.rating, synopsis)
    sheet.marks.append(Mark("film", values, 0, last))
    sheet.lines.extend([Line("final", "")] * facts.final_ends)
    text = facts.line_end.join(line.text for line in sheet.lines)
    raw = ("\ufeff" if facts.has_byte_order_mark else "") + text
    return Rendered(raw.encode(), sheet.lines, sheet.marks)


def _render_head(sheet: _Sheet, facts: PageFacts) -> int:
    last = sheet.add("title", facts.title)
    sheet.add("empty", "")
    if facts.certificate is None and facts.date is not None:
        line = facts.date
    else:
        line = (facts.date or "") + CERTIFICATE_SEPARATOR + (facts.certificate or "")
    number = sheet.add("date_line", line)
    if facts.date or facts.certificate:
        last = number
    if facts.has_rating_label:
        sheet.add("rating_label", "Rating:")
        if facts.rating is not None:
            last = sheet.add("rating", facts.rating)
    return last


def _render_credit(sheet: _Sheet, name: str, character: str | None) -> None:
    line = sheet.add("credit", name + CREDIT_SEPARATOR + (character or ""))
    sheet.mark("credit", (sheet.count("credit"), name, character), line)


def _render_item(sheet: _Sheet, item: Item, kind: str) -> None:
    lines = [Line("item_title", item.title)]
    if item.provider is not None:
        lines.append(Line("provider", item.provider))
    lines.append(Line("item_title", item.title))
    if item.synopsis is not None:
        lines.append(Line("item_synopsis", item.synopsis))
    lines.append(Line("closing_line", item.closing_line()))
    first = len(sheet.lines)
    sheet.lines.extend(lines)
    values = (kind, sheet.count(kind), item.title, item.provider, item.synopsis, item.year)
    sheet.mark("related_film", values, first)


def _render_review(sheet: _Sheet, review: ReviewFacts) -> None:
    first = sheet.add("author", review.author)
    sheet.add("review_date", review.date)
    sheet.add("empty", "")
    for line in review.text:
        sheet.add("text", line)
    is_repeated = review.text[-1:] == (MORE,)
    if is_repeated:
        sheet.lines[-1] = Line("repeated_more", MORE)
    if review.has_gap:
        sheet.add("gap", "")
    sheet.add("repeated_more" if is_repeated else "more", MORE)
    text = "\n".join(review.text) or None
    sheet.mark("review", (sheet.count("review"), review.author, review.date, text), first)


# What a legal value looks like ------------------------------------------------------------

TRAP_LINES = (
    "Reviews", "Cast", "Similar titles", "You May Also Like", TAB_BAR, "Rating:", "2012", "1917",
    "Max", "Prime Video", "MGM+", "Blade Runner", "Blade Runner 2049", "8½", "8.1", "NR", MORE,
    "1999/12/31", "October. 22,1948", "Bruce Wayne as Batman", "once more", "Amélie",
    "Amélie", "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g", "=1+1", "<b>", "' or 1=1 --", "NaN", "\\N",
    "🎬", "\u200b", " ", "as", "x as y", "x as\u00a0y",
)  # fmt: skip
_ALPHABET = st.characters(
    codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0\n\r\ufeff"
)
WORDS = ("a", "the", "Shoes", "red", "as", "more", "dance", "1948", "of", "J*", "über", "–", "it's")
_words = st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)
lines = st.one_of(_words, st.sampled_from(TRAP_LINES), st.text(_ALPHABET, min_size=1, max_size=12))


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()


def closes(line: str, title: str) -> bool:
    return line == title or (line[:-4] == title + " " and _is_year(line[-4:]))


def looks_like_date(line: str) -> bool:
    """Six digits or slashes in at most 14 characters: a review's date, whole or damaged."""
    return len(line) <= 14 and sum(c.isdecimal() or c == "/" for c in line) >= 6


def is_date(line: str) -> bool:
    return (
        [len(part) for part in line.split("/")] == [4, 2, 2]
        and line.isascii()
        and (line.replace("/", "").isdigit())
    )


def is_plain_synopsis(line: str) -> bool:
    """Say whether a line can only be a synopsis: no heading and no credit, whole or damaged."""
    near = any(
        heading.startswith(line)
        or (len(heading) == len(line) and sum(map(str.__ne__, heading, line)) == 1)
        for heading in HEADINGS.values()
    )
    return not near and "\u00a0" not in line and not line.endswith(" as")


def is_plain_name(text: str) -> bool:
    """Say whether a text may stand on either side of the separator of a credit."""
    return (
        text == text.strip() != ""
        and CREDIT_SEPARATOR not in f"{text}\u00a0"
        and (not text.endswith(" as"))
    )


def is_sentence(line: str) -> bool:
    return len(line) > 40 or (" " in line and line.endswith((".", "!", "?", "…")))


def _is_doubtful(provider: str, title: str) -> bool:
    return closes(provider[-len(title) - 5 :], title) or is_sentence(provider)


def is_plain_item(item: Item) -> bool:
    """Say whether the first form that fits an item's lines is its own."""
    title, provider, synopsis = item.title, item.provider, item.synopsis
    if provider is not None and provider != title and _is_doubtful(provider, title):
        return False  # a line may be lost, or synopsis and title may have changed places
    if provider == title and (synopsis in (None, title) or title not in PROVIDERS):
        return False  # §4: titled like its provider, where a line is missing or was doubled
    if synopsis is None or synopsis == title:
        return True
    return synopsis not in PROVIDERS and not closes(synopsis, title)


def is_plain_pair(item: Item, behind: Item) -> bool:
    """Say whether the next item cannot be taken for the rest of one that is all title."""
    if item.synopsis is not None or item.year is not None:
        return True
    second = behind.title if behind.provider is None else behind.provider
    return not closes(behind.title, item.title) and not closes(second, item.title)


def is_plain_text(text: Sequence[str], has_gap: bool) -> bool:
    """Say whether a review's text can only be the text of one review.

    Ambiguous with a damaged page, and so flagged: what opens a review behind "... more", what
    opens one behind a lost "... more", a doubled line or button.
    """
    if not text:
        return True
    if text[0] == "" or text[-1] == "" or (text[-1] == MORE and not has_gap):
        return False
    if any(line == behind != "" for line, behind in pairwise(text)):
        return False
    shown = ["", *text, *([""] if has_gap else []), MORE, "next author", "2001/01/01", ""]
    return not any(
        _forges_button(shown, i) or _forges_opening(shown, i) for i in range(1, len(text) + 1)
    )


def _forges_button(shown: list[str], i: int) -> bool:
    if shown[i] != MORE:
        return False
    rest = [line for line in shown[i + 1 :] if line != ""]
    if shown[i + 1] == "":
        return rest[0] in HEADINGS.values()
    first, second, third = shown[i + 1 : i + 4]
    if looks_like_date(first):
        return True
    if first == MORE:
        return False
    is_stand_in = third == "" and len(second) <= 14 and " " not in second
    return second == "" or looks_like_date(second) or is_stand_in


def _forges_opening(shown: list[str], i: int) -> bool:
    """Say whether line i and the next two are an author, a date and an empty line."""
    author, date, behind = shown[i : i + 3]
    if author == "" or behind != "":
        return False
    near = author.startswith(MORE) or any(
        line.endswith("more" if len(line) <= 9 else MORE) for line in shown[max(0, i - 2) : i]
    )
    return is_date(date) or (near and looks_like_date(date))


# Strategies -----------------------------------------------------------------------------

_months = st.sampled_from(
    ["January", "February", "March", "April", "May", "June",
     "July", "August", "September", "October", "November", "December"]
)  # fmt: skip
release_dates = st.builds("{}. {},{:04}".format, _months, st.integers(1, 28), st.integers(1, 9999))
review_dates = st.dates().map(lambda day: f"{day.year:04}/{day.month:02}/{day.day:02}")
ratings = st.one_of(
    st.integers(0, 10).map(str), st.builds("{}.{}".format, st.integers(0, 9), st.integers(0, 9))
)
certificates = st.one_of(
    st.sampled_from(["NR", "PG-13", "R", "TV-MA", "12A"]),
    lines.filter(lambda s: s == s.strip() and not s.endswith(("Rating:", TAB_BAR))),
)
names = lines.filter(is_plain_name)
credit_lines = st.tuples(names, st.none() | names)
_years = st.integers(1870, 2030).map(str)
_titles = st.one_of(lines, st.sampled_from(["X", "Max", "2012", "Blade Runner"]))


@st.composite
def items(draw: st.DrawFn) -> Item:
    title = draw(_titles)
    provider = draw(st.none() | st.sampled_from(sorted(PROVIDERS)) | lines)
    synopsis = draw(st.none() | lines | st.just(title))
    return Item(title, provider, synopsis, draw(st.none() | _years))


def _fit(found: list[Item]) -> tuple[Item, ...]:
    """Give the items that can stand one behind the other without a second reading."""
    kept: list[Item] = []
    for item in filter(is_plain_item, found):
        if not kept or is_plain_pair(kept[-1], item):
            kept.append(item)
    return tuple(kept)


_text_lines = st.one_of(
    _words, lines, st.sampled_from(["", "", MORE, "1999/12/31", "foo", "Reviews", "24/12/1999"])
)
_authors = lines.filter(lambda line: line != MORE and not is_date(line))


@st.composite
def reviews(draw: st.DrawFn) -> ReviewFacts:
    has_gap = draw(st.booleans())
    text = draw(st.lists(_text_lines, max_size=7))
    while not is_plain_text(text, has_gap):
        text = text[:-1] if text[-1] in ("", MORE) or len(text) % 2 else text[1:]
    return ReviewFacts(draw(_authors), draw(review_dates), tuple(text), has_gap)


def _about(has_synopsis: bool) -> st.SearchStrategy[Section]:
    synopsis = st.none() | lines.filter(is_plain_synopsis) if has_synopsis else st.none()
    cast = st.lists(credit_lines, max_size=4).map(_without_repeats)
    return st.builds(Section, st.just("about"), synopsis, cast)


def _without_repeats(found: list[tuple[str, str | None]]) -> tuple[tuple[str, str | None], ...]:
    """Leave out a credit that is the one before once more: it may be a doubled line."""
    return tuple(one for i, one in enumerate(found) if i == 0 or one != found[i - 1])


_lists = st.builds(
    Section,
    st.sampled_from(["similar_titles", "you_may_also_like"]),
    items=st.lists(items(), max_size=4).map(_fit),
)
_review_sections = st.builds(
    Section, st.just("reviews"), reviews=st.lists(reviews(), max_size=4).map(tuple)
)


@st.composite
def pages(draw: st.DrawFn) -> PageFacts:
    """Draw a legal page: parts missing, sections in any order or twice, traps everywhere."""
    sections = draw(st.lists(_lists | _review_sections, max_size=4))
    for has_synopsis in draw(st.sampled_from([(), (True,), (True,), (True, False)])):
        place = 0 if has_synopsis and draw(st.booleans()) else draw(st.integers(0, len(sections)))
        sections.insert(place, draw(_about(has_synopsis)))
    has_rating_label = draw(st.booleans())
    return PageFacts(
        title=draw(_titles),
        date=draw(st.none() | release_dates),
        certificate=draw(st.none() | certificates),
        has_rating_label=has_rating_label,
        rating=draw(st.none() | ratings) if has_rating_label else None,
        sections=tuple(sections),
        line_end=draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])),
        has_byte_order_mark=draw(st.booleans()),
        final_ends=draw(st.integers(0, 3)),
    )


def plain(facts: PageFacts) -> PageFacts:
    """Give the page with LF, no byte order mark, no empty lines at its end, no repeated titles.

    Of an item that shows its title three times or more (film X with the synopsis "X", the film
    Max on Max) the forms fix what a number of such lines says, but not whether one is missing
    or too many: damage there is left to test_rules.py. So it is with the film or author "Reviews",
    and with a synopsis that reads like the button: a review that lost its own would end there.
    """
    sections = tuple(
        replace(
            section,
            synopsis=None if section.synopsis == MORE else section.synopsis,
            items=_fit(list(filter(_is_plain_to_damage, section.items))),
            reviews=tuple(one for one in section.reviews if one.author not in HEADINGS.values()),
        )
        for section in facts.sections
    )
    return replace(facts, sections=sections, line_end="\n", has_byte_order_mark=False, final_ends=0)


def _is_plain_to_damage(item: Item) -> bool:
    shown = [item.title, item.title, item.provider, item.synopsis, item.closing_line()]
    is_trap = MORE in shown or item.title in HEADINGS.values()
    return not is_trap and shown.count(item.title) < 3
