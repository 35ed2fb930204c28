"""Forgotten authors are gone from a page, and nothing else of it is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.pages.parser import read_page
from flows.pages.records import Page
from flows.pages.redact import without_reviews
from tests.pages.strategies import PageFacts, pages, render
from tests.warehouses import REAL_PAGE


@pytest.fixture
def real_page() -> bytes:
    if not REAL_PAGE.exists():
        pytest.skip("the real page is not part of the project: ../shared/pages is missing")
    return REAL_PAGE.read_bytes()


def others(page: Page, name: str) -> list[tuple[object, ...]]:
    """Give what a page says but for the places, and without what one author wrote."""
    kept: list[tuple[object, ...]] = [tuple(page.film[:5])] if page.film else []
    kept += [one[:3] for one in page.credits]
    kept += [one[:6] for one in page.related_films]
    return kept + [one[:4] for one in page.reviews if one.author not in (name, None)]


def holds(raw: bytes, name: str) -> None:
    """Assert that an author is gone and that everything else stayed where it was."""
    before, left = read_page(raw), without_reviews(raw, name.__eq__)
    behind = read_page(left)
    assert name not in [one.author for one in behind.reviews]
    assert others(behind, name) == others(before, name)
    assert without_reviews(left, name.__eq__) == left


@given(pages(), st.randoms(use_true_random=False))
def test_an_author_goes_and_the_rest_stays(facts: PageFacts, choice: random.Random) -> None:
    raw = render(facts).raw
    authors = [one.author for one in read_page(raw).reviews if one.author]
    if authors and not read_page(raw).defects:
        holds(raw, choice.choice(authors))


def test_every_author_of_the_real_page(real_page: bytes) -> None:
    found = read_page(real_page).reviews
    assert len(found) == 8
    for review in found:
        assert review.author and review.review_text
        holds(real_page, review.author)
        left = without_reviews(real_page, review.author.__eq__)
        assert review.author.encode() not in left.split(b"\n")
        assert max(review.review_text.split("\n"), key=len).encode() not in left
        emptied = read_page(left).reviews[review.review_position - 1]
        assert emptied[1:4] == (None, review.claimed_date_text, None)
        kinds = [one.defect_kind for one in read_page(left).defects]
        assert kinds == ["review_without_author"]


def test_all_authors_at_once(real_page: bytes) -> None:
    left = read_page(without_reviews(real_page, lambda _: True))
    assert [one[1:4] for one in left.reviews] == [
        (None, one.claimed_date_text, None) for one in read_page(real_page).reviews
    ]


def test_a_page_without_the_author_keeps_its_bytes(real_page: bytes) -> None:
    assert without_reviews(real_page, "nobody".__eq__) is real_page
    assert without_reviews(b"\xff\x00", lambda _: True) == b"\xff\x00"


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends(line_end: str, real_page: bytes) -> None:
    raw = real_page.replace(b"\n", line_end.encode())
    holds(raw, read_page(raw).reviews[2].author or "")


def test_a_review_without_a_date_goes_altogether() -> None:
    head = "Amadeus\n\nSeptember. 19,1984\nRating:\n8.4\nTrailer Synopsis Cast\n\n"
    first, last = (f"{name}\n1984/09/19\n\nfine\n\n... more\n" for name in ("ann", "cy"))
    page = f"{head}Reviews\n\n{first}bob\n\nbad\n\n... more\n{last}"
    left = read_page(without_reviews(page.encode(), "bob".__eq__))
    assert [one[1:4] for one in left.reviews] == [
        ("ann", "1984/09/19", "fine"),
        ("cy", "1984/09/19", "fine"),
    ]
