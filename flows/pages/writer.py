"""Records → the page, byte for byte: the proof that the reader lost and invented nothing.

The layout is the page's lines in order, a letter a token of the template:

    t title   d date line   R rating label   r rating   b tab bar   s synopsis   e empty line
    c credit   n credit, bare name   1 2 3 the headings
    i next related film:   T title   P provider   S synopsis   C closing line
    v next review:   A author   D date   X text   M the button that closes it
"""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from flows.pages import template as t
from flows.pages.records import Page

_CONSTANTS = {
    "e": "",
    "R": t.RATING_LABEL,
    "b": t.TAB_BAR,
    "1": t.SIMILAR_HEADING,
    "2": t.ALSO_HEADING,
    "3": t.REVIEWS_HEADING,
    "M": t.MORE,
}
_OF_FILM: dict[str, Callable[[Any], Any]] = {
    "t": attrgetter("title"),
    "d": lambda film: _date_line(film.release_date_text, film.certificate),
    "r": attrgetter("rating_text"),
    "s": attrgetter("synopsis"),
}
_OF_CREDIT: dict[str, Callable[[Any], Any]] = {
    "c": lambda credit: (
        f"{credit.credited_name or ''}{t.CREDIT_SEPARATOR}{credit.character_name or ''}"
    ),
    "n": attrgetter("credited_name"),
}
_OF_ITEM_OR_REVIEW: dict[str, Callable[[Any], Any]] = {
    "T": attrgetter("title"),
    "P": attrgetter("provider"),
    "S": attrgetter("synopsis"),
    "C": lambda item: item.title if item.year_text is None else f"{item.title} {item.year_text}",
    "A": attrgetter("author"),
    "D": attrgetter("claimed_date_text"),
    "X": attrgetter("review_text"),
}


def write(page: Page) -> bytes:
    """Give the page's bytes back, made of nothing but its records and the template."""
    text = "\n".join(_lines(page))
    if page.line_end != "\n":
        text = text.replace("\n", page.line_end)
    return (t.BYTE_ORDER_MARK + text if page.has_byte_order_mark else text).encode()


def is_explained(raw: bytes, page: Page) -> bool:
    """Say whether the written page is the raw one, what is named as left out apart."""
    written = write(page)
    if written == raw:
        return True
    line_end = page.line_end.encode()
    rest = _without(raw + line_end, _left_out(page), len(line_end))
    if page.layout:
        written += line_end
    if page.has_lost_line_ends:
        return rest.translate(None, b"\r\n") == written.translate(None, b"\r\n")
    return rest == written


def is_lossless(page: Page) -> bool:
    """Say whether no byte of the page had to be left out."""
    return not (page.quarantine_reason or page.has_lost_line_ends or _left_out(page))


def _left_out(page: Page) -> list[tuple[int, int]]:
    return [(one.byte_start, one.byte_end) for one in page.defects if one.is_left_out]


def _without(raw: bytes, spans: list[tuple[int, int]], width: int) -> bytes:
    """Give the bytes without some lines and the ends of these lines."""
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(raw[at:start])
        at = end + width
    return b"".join([*kept, raw[at:]])


def _lines(page: Page) -> Iterator[str]:
    cast = iter(page.credits)
    openings = {"i": iter(page.related_films), "v": iter(page.reviews)}
    record: Any = None
    for token in page.layout:
        if token in _CONSTANTS:
            yield _CONSTANTS[token]
        elif token in _OF_ITEM_OR_REVIEW:
            yield _OF_ITEM_OR_REVIEW[token](record)
        elif token in openings:
            record = next(openings[token])
        elif token in _OF_CREDIT:
            yield _OF_CREDIT[token](next(cast))
        else:
            yield _OF_FILM[token](page.film)


def _date_line(date: str | None, certificate: str | None) -> str:
    if date is not None and certificate is None:
        return date
    return (date or "") + t.CERTIFICATE_SEPARATOR + (certificate or "")
