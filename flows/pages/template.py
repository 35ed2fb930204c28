"""What the lines of a film page look like: every lexical fact the reader knows, named once.

The grammar itself is written down in docs/page-template.md. A second kind of page would be
a second module like this one.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

NAME: Final = "film_page"
VERSION: Final = "1"

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
_DIGIT: Final = re.compile(r"\d")
RATING: Final = re.compile(r"[0-9]{1,2}(\.[0-9])?")
# "as" between a name and something, but not spelled as the separator: the name cannot be told.
BROKEN_CREDIT: Final = re.compile(rf"(^|\s)as(\s{{2}}|{NO_BREAK_SPACE})|{NO_BREAK_SPACE}as\s")


def is_closing_line(line: str, title: str) -> bool:
    """Say whether a line closes an item: its title, or its title, one space and a year."""
    if line == title:
        return True
    year = line[-4:]
    return line[:-5] == title and line[-5] == " " and year.isascii() and year.isdigit()


def is_release_date(text: str) -> bool:
    """Say whether a text is a release date that stands in the calendar."""
    found = RELEASE_DATE.fullmatch(text)
    if not found:
        return False
    month, day, year = found.groups()
    return _in_calendar(int(year), MONTHS.index(month) + 1, int(day))


@lru_cache(maxsize=65_536)
def is_review_date(text: str) -> bool:
    """Say whether a text is a review's date that stands in the calendar."""
    found = REVIEW_DATE.fullmatch(text)
    return bool(found) and _in_calendar(*map(int, found.groups()))  # type: ignore[union-attr]


def resembles_review_date(line: str) -> bool:
    """Say whether a line may be meant as a review's date, damaged ones included.

    At most 14 characters of which at least six are digits of any script.
    """
    return 6 <= len(line) <= 14 and len(_DIGIT.findall(line)) >= 6


def resembles_more(line: str) -> bool:
    """Say whether a line may be meant as the button that closes a review."""
    if line.endswith("more") and len(line) <= len(MORE) + 1:
        return True
    return len(line) == len(MORE) and sum(map(str.__eq__, line, MORE)) >= len(MORE) - 1


def is_rating(text: str) -> bool:
    """Say whether a text is a rating: 0 to 10 with at most one decimal, ASCII digits."""
    return bool(RATING.fullmatch(text)) and float(text) <= 10


def _in_calendar(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
