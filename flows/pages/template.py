"""What the lines of a film page look like: every lexical fact the reader knows, named once.

The grammar itself is written down in docs/page-template.md. A second kind of page would be
a second module like this one.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

NAME: Final = "film_page"
VERSION: Final = "3"

BYTE_ORDER_MARK: Final = "\ufeff"
NO_BREAK_SPACE: Final = "\u00a0"
CERTIFICATE_SEPARATOR: Final = NO_BREAK_SPACE * 6
CREDIT_SEPARATOR: Final = " as" + NO_BREAK_SPACE * 2

RATING_LABEL: Final = "Rating:"
TAB_BAR: Final = "Trailer Synopsis Cast"
SIMILAR_HEADING: Final = "Similar titles"
ALSO_HEADING: Final = "You May Also Like"
REVIEWS_HEADING: Final = "Reviews"
MORE: Final = "... more"

LIST_KINDS: Final = {SIMILAR_HEADING: "similar_titles", ALSO_HEADING: "you_may_also_like"}
HEADINGS: Final = frozenset({TAB_BAR, REVIEWS_HEADING, *LIST_KINDS})

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
RELEASE_DATE: Final = re.compile(rf"({'|'.join(MONTHS)})\. ([0-9]{{1,2}}),([0-9]{{4}})")
REVIEW_DATE: Final = re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2})")
RATING: Final = re.compile(r"[0-9]{1,2}(\.[0-9])?")
_DATE_SIGN: Final = re.compile(r"[\d/]")
# What no page of films needs: more would cost time and memory, and is no page.
MOST_LINES: Final = 50_000
LONGEST_LINE: Final = 200_000  # characters
MOST_RECORDS: Final = 10_000  # of one noun
# Control characters, marks that turn the direction of a line, characters without width: they
# hide or disguise text. As bytes, so that a page without any is told at once.
SUSPICIOUS: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b\xaa-\xae]"
    rb"|\xe2\x81[\xa0-\xa4\xa6-\xa9]|\xef\xbb\xbf"
)
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"
# "as" or the two no-break spaces, but not spelled as the separator: the name cannot be told.
BROKEN_CREDIT: Final = re.compile(
    rf"(^|\s)as(\s{{2}}|.?{NO_BREAK_SPACE})|\sas$|{NO_BREAK_SPACE}(as\s|{NO_BREAK_SPACE})"
)
# Providers known by name, to tell what the form of an item leaves open. "X, X, X, ..., X 2015"
# is a film titled like its provider for these; for others the first line may be doubled.
PROVIDERS: Final = frozenset({
    "AMC+", "Apple TV", "Apple TV+", "BritBox", "Criterion Channel", "Crunchyroll", "Disney+",
    "Freevee", "HBO", "HBO Max", "Hulu", "MGM+", "MUBI", "Max", "Mubi", "Netflix", "Paramount+",
    "Peacock", "Plex", "Prime Video", "Showtime", "Shudder", "Starz", "Tubi", "YouTube",
})  # fmt: skip


def suspicious_place(raw: bytes, first: int) -> int:
    """Give the first byte, from one on, of a suspicious character; -1 where there is none."""
    if not SUSPICIOUS.search(raw[first:].translate(None, _PLAIN)):
        return -1
    found = SUSPICIOUS.search(raw, first)
    return -1 if found is None else found.start()


def closing_year(line: str, title: str) -> str | None:
    """Give the year of the line that closes an item, "" for its title alone, else None."""
    if not line.startswith(title):
        return None
    year = line[len(title) :]
    if year == "":
        return year
    is_year = len(year) == 5 and year[0] == " " and year.isascii() and year[1:].isdigit()
    return year[1:] if is_year else None


def is_doubtful_provider(provider: str, title: str) -> bool:
    """Say whether a line in a provider's place may be title, closing line, or synopsis."""
    if closing_year(provider[-len(title) - 5 :], title) is not None:
        return provider not in PROVIDERS
    return len(provider) > 40 or (" " in provider and provider[-1] in ".!?…")


def is_release_date(text: str) -> bool:
    """Say whether a text is a release date that stands in the calendar."""
    found = RELEASE_DATE.fullmatch(text)
    if not found:
        return False
    month, day, year = found.groups()
    return _in_calendar(int(year), MONTHS.index(month) + 1, int(day))


def is_review_date(text: str) -> bool:
    """Say whether a text is a review's date that stands in the calendar."""
    return has_review_date_form(text) and _is_day(text)


@lru_cache(maxsize=65_536)
def _is_day(text: str) -> bool:
    return _in_calendar(*map(int, text.split("/")))


def has_review_date_form(line: str) -> bool:
    """Say whether a line is spelled as a review's date, be it in the calendar or not."""
    return len(line) == 10 and REVIEW_DATE.fullmatch(line) is not None


def resembles_review_date(line: str) -> bool:
    """Say whether a line may be meant as a review's date, damaged ones included.

    At most 14 characters of which at least six are slashes or digits of any script.
    """
    return 6 <= len(line) <= 14 and _has_date_signs(line)


@lru_cache(maxsize=65_536)
def _has_date_signs(line: str) -> bool:
    return len(_DATE_SIGN.findall(line)) >= 6


def resembles_more(line: str) -> bool:
    """Say whether a line may hold the button that closes a review, damaged or joined to a text."""
    if len(line) > len(MORE) + 1:
        return line.endswith(MORE)
    return line.endswith("more") or _differs_in_one(line, MORE)


def resembles_heading(line: str) -> bool:
    """Say whether a line is the beginning of a heading, or a heading but for one character."""
    return len(line) <= len(TAB_BAR) and any(
        heading.startswith(line) or _differs_in_one(line, heading) for heading in HEADINGS
    )


def _differs_in_one(line: str, other: str) -> bool:
    return len(line) == len(other) and sum(map(str.__ne__, line, other)) <= 1


def is_rating(text: str) -> bool:
    """Say whether a text is a rating: 0 to 10 with at most one decimal, ASCII digits."""
    return bool(RATING.fullmatch(text)) and float(text) <= 10


def _in_calendar(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
