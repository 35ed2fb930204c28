"""A page without what some of its authors wrote: the rest of it stays as it is, byte for byte.

An emptied review keeps its date and its closing line, so that the reviews behind it keep their
positions; the reader flags that its author is missing. One without a date goes altogether.
"""

from collections.abc import Callable

from flows.pages import template as t
from flows.pages.parser import read_page
from flows.pages.records import Review


def without_reviews(raw: bytes, is_forgotten: Callable[[str], bool]) -> bytes:
    """Give a page without the reviews of forgotten authors; the same bytes where none has one.

    What takes the place of a review may let another begin elsewhere: it is read again until
    none is left. That ends, since every time the page gets shorter.
    """
    while True:
        page = read_page(raw)
        found = [one for one in page.reviews if one.author and is_forgotten(one.author)]
        if not found:
            return raw
        for review in reversed(found):
            raw = _emptied(raw, review, page.line_end.encode())


def _emptied(raw: bytes, review: Review, line_end: bytes) -> bytes:
    before, behind = raw[: review.byte_start], raw[review.byte_end :]
    date_text = review.claimed_date_text
    if date_text is None or not t.has_review_date_form(date_text):
        return before + behind.removeprefix(line_end)
    closing = t.MORE.encode()
    is_closed = raw[: review.byte_end].endswith(line_end + closing)
    lines = [date_text.encode(), b"", b"", closing] if is_closed else [date_text.encode(), b""]
    emptied = line_end.join(lines)
    is_shorter = len(emptied) < review.byte_end - review.byte_start
    return before + (emptied if is_shorter else b"") + behind
