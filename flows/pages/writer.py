"""Records → the page, byte for byte: the proof that the reader lost and invented nothing.

The layout is the page's lines in order, a letter a token of the template:

    t title   d date line   R rating label   r rating   b tab bar   s synopsis   e empty line
    c credit   n credit, bare name   1 2 3 the headings
    i next related film:   T title   P provider   S synopsis   C closing line
    v next review:   A author   D date   X text   M the button that closes it
"""

from collections.abc import Callable, Iterator
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
    "t": lambda film: film.title,
    "d": lambda film: _date_line(film.release_date_text, film.certificate),
    "r": lambda film: film.rating_text,
    "s": lambda film: film.synopsis,
}
_OF_CREDIT: dict[str, Callable[[Any], Any]] = {
    "c": lambda credit: (
        (credit.credited_name or "") + t.CREDIT_SEPARATOR + (credit.character_name or "")
    ),
    "n": lambda credit: credit.credited_name,
}
_OF_RELATED_FILM: dict[str, Callable[[Any], Any]] = {
    "T": lambda item: item.title,
    "P": lambda item: item.provider,
    "S": lambda item: item.synopsis,
    "C": lambda item: item.title if item.year_text is None else f"{item.title} {item.year_text}",
}
_OF_REVIEW: dict[str, Callable[[Any], Any]] = {
    "A": lambda review: review.author,
    "D": lambda review: review.claimed_date_text,
    "X": lambda review: review.review_text,
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
    end = page.line_end.encode()
    rest = raw + end
    for defect in sorted(_left_out(page), key=lambda defect: defect[0], reverse=True):
        rest = rest[: defect[0]] + rest[defect[1] + len(end) :]
    if page.layout:
        written += end
    if page.has_mixed_line_ends:
        return rest.translate(None, b"\r\n") == written.translate(None, b"\r\n")
    return rest == written


def is_lossless(page: Page) -> bool:
    """Say whether no byte of the page had to be left out."""
    return not (page.quarantine_reason or page.has_mixed_line_ends or _left_out(page))


def _left_out(page: Page) -> list[tuple[int, int]]:
    return [(one.byte_start, one.byte_end) for one in page.defects if one.is_left_out]


def _lines(page: Page) -> Iterator[str]:
    credits, items, reviews = iter(page.credits), iter(page.related_films), iter(page.reviews)
    item = review = None
    for token in page.layout:
        if token in _CONSTANTS:
            yield _CONSTANTS[token]
        elif token in _OF_RELATED_FILM:
            yield _OF_RELATED_FILM[token](item)
        elif token in _OF_REVIEW:
            yield _OF_REVIEW[token](review)
        elif token in _OF_CREDIT:
            yield _OF_CREDIT[token](next(credits))
        elif token == "i":
            item = next(items)
        elif token == "v":
            review = next(reviews)
        else:
            yield _OF_FILM[token](page.film)


def _date_line(date: str | None, certificate: str | None) -> str:
    if date is not None and certificate is None:
        return date
    return (date or "") + t.CERTIFICATE_SEPARATOR + (certificate or "")
