"""What holds for every page: facts in = facts out, every byte accounted for, nothing raises."""

from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.pages import template
from flows.pages.parser import read_page
from flows.pages.records import Page
from flows.pages.reviews import ReviewReader
from flows.pages.writer import is_explained, is_lossless, write
from tests.pages.faults import facts_of, flip, is_silent, is_silent_cut, line_faults
from tests.pages.strategies import TRAP_LINES, PageFacts, Rendered, pages, plain, render

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*/*.txt"))
WHOLE_REVIEW = "a\n2001/01/01\n\nSlow.\n\n... more"
BUTTONS_IN_PLACE = [WHOLE_REVIEW.replace(fact, template.MORE, 1) for fact in ("a", "Slow.")]
REVIEW_LINES = (WHOLE_REVIEW, *BUTTONS_IN_PLACE, *WHOLE_REVIEW.split("\n"), "2001/02/30",
                "2001/1/1", "... mor", "Reviews", "Similar titles", "\nReviews\n")  # fmt: skip


def checked(raw: bytes) -> Page:
    """Read a page and hold it against what must be true of any bytes."""
    page = read_page(raw)
    for defect in page.defects:
        assert 0 <= defect.byte_start <= defect.byte_end <= len(raw)
        assert 1 <= defect.line_number <= page.line_count + 1
    if page.quarantine_reason:
        assert [defect.defect_kind for defect in page.defects] == [page.quarantine_reason]
        assert (page.film, page.credits, page.related_films, page.reviews) == (None, (), (), ())
        return page
    assert is_explained(raw, page)
    assert is_lossless(page) == (write(page) == raw)
    return page


def suspicious(rendered: Rendered) -> list[str]:
    """Say what is flagged where a character may hide or disguise text, and on which line."""
    odd = "\u200b\ufeff\u2060\u2061\u2062\u2063\u2064\u202a\u202b\u202c\u202d\u202e"
    odd += "\u2066\u2067\u2068\u2069"
    texts = (line.text for line in rendered.lines)
    found = any(c in odd or (category(c) == "Cc" and c != "\t") for text in texts for c in text)
    return ["suspicious_character"] if found else []


def by_rules(raw: bytes) -> Page:
    """Read a page by the rules alone, without the shortcut for reviews as most are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReviewReader, "_read_usual", lambda _, index: index)
        return read_page(raw)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_the_shortcut_reads_golden_pages_as_the_rules_do(case: Path) -> None:
    raw = case.read_bytes()
    for end in {*range(0, len(raw), 1 + len(raw) // 200), len(raw)}:
        assert read_page(raw[:end]) == by_rules(raw[:end])


@given(pages(), st.data())
def test_the_shortcut_reads_damaged_pages_as_the_rules_do(
    facts: PageFacts, data: st.DataObject
) -> None:
    rendered = render(facts)
    assert read_page(rendered.raw) == by_rules(rendered.raw)
    for fault in line_faults(render(plain(facts)).lines):
        assert read_page(fault.raw) == by_rules(fault.raw)
    mixed = data.draw(st.permutations(rendered.raw.split(facts.line_end.encode())))
    for raw in (facts.line_end.encode().join(mixed), b"Reviews\n\n" + b"\n".join(mixed)):
        assert read_page(raw) == by_rules(raw)


@given(st.lists(st.sampled_from(REVIEW_LINES), max_size=40))
def test_the_shortcut_reads_lines_of_reviews_as_the_rules_do(lines: list[str]) -> None:
    raw = "\n".join(["Reviews", "", *lines]).encode()
    assert read_page(raw) == by_rules(raw)


@given(pages())
def test_facts_in_are_facts_out(facts: PageFacts) -> None:
    rendered = render(facts)
    page = checked(rendered.raw)
    offset = 3 if facts.has_byte_order_mark else 0
    assert [one.defect_kind for one in page.defects] == suspicious(rendered)
    assert page.line_count == len(rendered.raw.decode().rstrip("\0").split(facts.line_end)) - (
        rendered.raw.endswith(facts.line_end.encode())
    )
    for noun, found in (
        ("film", [page.film]),
        ("credit", page.credits),
        ("related_film", page.related_films),
        ("review", page.reviews),
    ):
        assert list(found) == rendered.records(noun, facts.line_end, offset)
    assert is_lossless(page)


@given(pages().map(plain))
def test_a_damaged_line_is_flagged_or_nobody_can_know(facts: PageFacts) -> None:
    rendered = render(facts)
    before = facts_of(read_page(rendered.raw))
    for fault in line_faults(rendered.lines):
        is_silent(fault, before, checked(fault.raw))


@given(pages().map(plain), st.integers(0, 10_000))
def test_a_flipped_bit_is_flagged_or_nobody_can_know(facts: PageFacts, first: int) -> None:
    rendered = render(facts)
    before = facts_of(read_page(rendered.raw))
    bits = len(rendered.raw) * 8
    for bit in range(first % bits, bits, 1 + bits // 100):
        fault = flip(rendered.raw, rendered.lines, bit)
        is_silent(fault, before, checked(fault.raw))


@given(pages().map(plain), st.integers(0, 4))
def test_a_cut_is_flagged_or_nobody_can_know(facts: PageFacts, first: int) -> None:
    raw = render(facts).raw
    before = facts_of(read_page(raw))
    for end in range(first, len(raw), 5):
        is_silent_cut(before, checked(raw[:end]))


@given(pages(), st.data())
def test_hostile_insertions_raise_nothing_and_lose_nothing(
    facts: PageFacts, data: st.DataObject
) -> None:
    raw = render(facts).raw
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        line = data.draw(st.sampled_from(TRAP_LINES))
        raw = (
            raw[:at]
            + data.draw(st.sampled_from(_ENDS))
            + line.encode()
            + data.draw(st.sampled_from(_ENDS))
            + raw[at:]
        )
    checked(raw)


_ENDS = [b"", b"\n", b"\r", b"\r\n", b"\n\n"]
_pieces = st.sampled_from([line.encode() for line in TRAP_LINES] + _ENDS * 6)


@given(st.one_of(st.binary(), st.lists(_pieces, max_size=60).map(b"".join)))
def test_no_bytes_raise(raw: bytes) -> None:
    checked(raw)
