"""The real page against its hand-labelled facts, and damaged in every simple way."""

import datetime
import json
import os
from collections import Counter

import pytest

from flows.pages.parser import read_page
from flows.pages.records import Page
from flows.pages.writer import is_explained, is_lossless, write
from tests.pages.faults import Fact, facts_of, flip, is_silent, is_silent_cut, line_faults
from tests.pages.strategies import TRAP_LINES
from tests.warehouses import REAL_PAGE

pytestmark = pytest.mark.skipif(
    not REAL_PAGE.exists(),
    reason="the real page is not part of the project: ../shared/pages is missing",
)
IS_FULL = os.environ.get("FAULTS") == "all" or os.environ.get("HYPOTHESIS_PROFILE") == "campaign"
STEP = 1 if IS_FULL else 7


@pytest.fixture(scope="module")
def raw() -> bytes:
    return REAL_PAGE.read_bytes()


@pytest.fixture(scope="module")
def page(raw: bytes) -> Page:
    return read_page(raw)


@pytest.fixture(scope="module")
def facts(page: Page) -> list[Fact]:
    return facts_of(page)


@pytest.fixture(scope="module")
def lines(raw: bytes, page: Page) -> list[tuple[str, str]]:
    """Give role and text of each line, as the layout names them."""
    letters = page.layout.replace("i", "").replace("v", "")
    return list(zip(map(ROLES.__getitem__, letters), raw.decode().split("\n"), strict=True))


ROLES = {
    "t": "title", "d": "date_line", "R": "rating_label", "r": "rating", "b": "heading",
    "s": "synopsis", "e": "empty", "c": "credit", "1": "heading", "2": "heading", "3": "heading",
    "T": "item_title", "P": "provider", "S": "item_synopsis", "C": "closing_line",
    "A": "author", "D": "review_date", "X": "text", "M": "more",
}  # fmt: skip


def test_every_fact_is_the_labelled_one(page: Page) -> None:
    truth = json.loads(REAL_PAGE.with_suffix(".truth.json").read_text("utf-8"))
    assert page.film is not None
    film = page.film._asdict()
    day = datetime.datetime.strptime(film.pop("release_date_text"), "%B. %d,%Y").date()
    film |= {"release_date": day.isoformat(), "release_year": day.year}
    film["rating"] = float(film.pop("rating_text"))
    assert film == truth["film"]
    assert [credit._asdict() for credit in page.credits] == truth["credits"]
    items = [item._asdict() for item in page.related_films]
    for item in items:
        item["year"] = int(item.pop("year_text"))
    assert items == truth["related_films"]
    reviews = [review._asdict() for review in page.reviews]
    for review in reviews:
        review["claimed_date"] = review.pop("claimed_date_text").replace("/", "-")
    assert reviews == truth["reviews"]


def test_nothing_is_left_out(raw: bytes, page: Page) -> None:
    assert page.defects == ()
    assert write(page) == raw
    assert is_lossless(page)
    assert page.line_count == 169


def test_cuts(raw: bytes, facts: list[Fact]) -> None:
    """Where a cut leaves no trace it fell on the end of a value, or inside a free text."""
    silent = 0
    ends_of_reviews = 0
    for end in range(0, len(raw), STEP):
        page = read_page(raw[:end])
        assert page.quarantine_reason or is_explained(raw[:end], page)
        silent += is_silent_cut(facts, page)
        ends_of_reviews += page.defects == () and raw[:end].rstrip(b"\n").endswith(b"... more")
    # The film's synopsis alone counts 460, the characters' names 100.
    assert silent <= 663 / STEP + 10
    assert ends_of_reviews <= 14  # as the template's description counts them


def test_every_line_deleted_doubled_and_swapped(
    lines: list[tuple[str, str]], facts: list[Fact]
) -> None:
    silent: Counter[tuple[str, str]] = Counter()
    for fault in line_faults(lines):
        page = read_page(fault.raw)
        assert page.quarantine_reason or is_explained(fault.raw, page)
        silent[fault.kind, fault.role] += is_silent(fault, facts, page)
    assert {key: count for key, count in silent.items() if count} == {
        ("delete", "rating"): 1,
        ("delete", "synopsis"): 1,
        ("delete", "credit"): 10,
        ("delete", "provider"): 13,
        ("delete", "item_synopsis"): 20,
        ("delete", "text"): 8,
        ("swap", "credit credit"): 9,
    }


def test_flipped_bits(raw: bytes, lines: list[tuple[str, str]], facts: list[Fact]) -> None:
    for bit in range(0, len(raw) * 8, 35 * STEP):
        fault = flip(raw, lines, bit)
        page = read_page(fault.raw)
        assert page.quarantine_reason or is_explained(fault.raw, page)
        is_silent(fault, facts, page)


def test_hostile_lines_anywhere(raw: bytes) -> None:
    """Every trap between, before and instead of lines: every byte is explained all the same."""
    ends = raw.split(b"\n")
    places = range(0, len(ends), len(ends) // (16 if IS_FULL else 3))
    for line in (one.encode() for one in TRAP_LINES):
        for at in places:
            changed = b"\n".join([*ends[:at], line, *ends[at:]])
            page = read_page(changed)
            assert page.quarantine_reason or is_explained(changed, page)
            assert is_lossless(page) == (write(page) == changed)
