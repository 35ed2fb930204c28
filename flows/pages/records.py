"""What a film page holds: immutable records of verbatim text, each with its place in the page.

Lines count from 1. Bytes count from 0 in the raw page (byte order mark and CR included), from
the record's first byte to its last, without the final line end. A missing part is None.
"""

from typing import NamedTuple


class Film(NamedTuple):
    """The film that the page is about, from its title to its synopsis."""

    title: str | None
    release_date_text: str | None
    certificate: str | None
    rating_text: str | None
    synopsis: str | None
    line_number: int
    byte_start: int
    byte_end: int


class Credit(NamedTuple):
    """One line of the cast, in billing order."""

    billing_position: int
    credited_name: str | None
    character_name: str | None
    line_number: int
    byte_start: int
    byte_end: int


class RelatedFilm(NamedTuple):
    """One item of a list of related films, from its title to its closing line."""

    list_kind: str
    list_position: int
    title: str
    provider: str | None
    synopsis: str | None
    year_text: str | None
    line_number: int
    byte_start: int
    byte_end: int


class Review(NamedTuple):
    """One review, from its author to the button that closes it."""

    review_position: int
    author: str | None
    claimed_date_text: str | None
    review_text: str | None
    line_number: int
    byte_start: int
    byte_end: int


class Quotation(NamedTuple):
    """A review's words that name another person for a character than the cast does.

    quotation_kind: character_and_name ("Character (Name)") or played_by ("Characters played by
    Names"). credited_name: whom the cast names; character_name is None where the review names
    none, but a person between two whom the cast has too.
    """

    quotation_kind: str
    quoted_name: str
    credited_name: str
    character_name: str | None
    review_position: int
    line_number: int
    byte_start: int
    byte_end: int


class Defect(NamedTuple):
    """Something the template does not explain; is_left_out: no record holds its bytes."""

    defect_kind: str
    excerpt: str
    is_left_out: bool
    line_number: int
    byte_start: int
    byte_end: int


class Page(NamedTuple):
    """A page as read.

    layout: a token a line in page order (see writer.py), enough to write the page back from
    its records. has_lost_line_ends: line ends other than the page's own were made its own.
    """

    quarantine_reason: str | None
    line_count: int
    line_end: str
    has_byte_order_mark: bool
    has_lost_line_ends: bool
    layout: str
    film: Film | None
    credits: tuple[Credit, ...]
    related_films: tuple[RelatedFilm, ...]
    reviews: tuple[Review, ...]
    defects: tuple[Defect, ...]
    quotations: tuple[Quotation, ...] = ()
