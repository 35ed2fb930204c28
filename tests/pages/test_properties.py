"""What holds for every page: facts in = facts out, every byte accounted for, nothing raises."""

import gc
import time
from collections.abc import Callable
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


REVIEWED = (
    "Trailer Synopsis Cast\n\nBo Day as\u00a0\u00a0Jim Cole\nEve Day as\u00a0\u00a0Eve\n\n"
    "Reviews\n\na\n2001/01/01\n\n"
)
HOSTILE: dict[str, Callable[[int], str]] = {
    "headings": lambda n: "Reviews\n\n" * (n // 2),
    "stray headings": lambda n: "Reviews\nSimilar titles\n\n" * (n // 3),
    "buttons": lambda n: "Reviews\n\n" + "... more\n" * n,
    "buttons and empty lines": lambda n: "Reviews\n\na\n2001/01/01\n\n" + "... more\n\n" * (n // 2),
    "review dates": lambda n: "Reviews\n\n" + "2001/01/01\n" * n,
    "date lines": lambda n: "T\n\n" + "October. 22,1948\n" * n,
    "first lines of items": lambda n: "Similar titles\n\n" + "X\nX\n" * (n // 2),
    "one title": lambda n: "Similar titles\n\n" + "X\n" * n,
    "one title, one year": lambda n: "Similar titles\n\n" + "X\nX\ns\nX 2001\nX 2001\n" * (n // 5),
    "items apart": lambda n: "Similar titles\n\n" + "X\nX\nX 2001\n\n" * (n // 4),
    "empty lines": lambda n: "T\n\nRating:\n" + "\n" * n,
    "unclosed reviews": lambda n: "Reviews\n\n" + "a\n2001/01/01\n\nt\n\n" * (n // 5),
    "unclosed reviews and headings": lambda n: "Reviews\n\na\n\nt\n\n" * (n // 6),
    "no openings": lambda n: "Reviews\n\n" + "a\nb\nc\nd\n" * (n // 4),
    "credits": lambda n: "T\n\nRating:\nTrailer Synopsis Cast\n\n" + "a as\u00a0\u00a0b\n" * n,
    "credits apart": lambda n: "Trailer Synopsis Cast\n\n" + "a as\u00a0\u00a0b\n\n" * (n // 2),
    "bare names apart": lambda n: "Trailer Synopsis Cast\n\n" + "a\n\n" * (n // 2),
    "ratings": lambda n: "T\n\n" + "Rating:\n" * n,
    "junk in the head": lambda n: "T\n\n" + "junk\n" * n + "Rating:\nTrailer Synopsis Cast",
    "nothing of the template": lambda n: "junk\n\n" * (n // 2),
    "quotations": lambda n: REVIEWED + "Cole (Ann Lee) " * n + "\n\n... more",
    "quotations on lines": lambda n: REVIEWED + "Cole (Ann Lee)\n" * n + "\n... more",
    "half quotations": lambda n: REVIEWED + "Cole (Ann Lee " * n + "\n\n... more",
    "lists of names": lambda n: REVIEWED + "played by Ann Lee" + ", Bo Day" * n + "\n\n... more",
    "capitals": lambda n: REVIEWED + "played by " + "Ann de la " * n + "(A\n\n... more",
    "players": lambda n: REVIEWED + "Cole, played by Ann Lee, " * n + "\n\n... more",
    "half a line end": lambda n: "T\r\n\r\nRating:\r\n" + "x\n\ry\r\n" * (n // 2),
}


def seconds(raw: bytes) -> float:
    gc.disable()  # its full passes come in jumps
    try:
        start = time.process_time()
        page = read_page(raw)
        assert page.quarantine_reason or is_explained(raw, page)
        return time.process_time() - start
    finally:
        gc.enable()


def growth(shape: str, count: int) -> float:
    """Give how many times longer a page of twice the size takes; 4 where time is quadratic."""
    once, twice = (HOSTILE[shape](size).encode() for size in (count, 2 * count))
    return min(seconds(twice) for _ in range(3)) / min(seconds(once) for _ in range(3))


@pytest.mark.parametrize("shape", HOSTILE)
def test_time_is_linear(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the limits, which would hide it. A busy machine is asked again, also for less:

    where a page no longer fits into the processor's own memory, twice the size costs more.
    """
    for limit in ("MOST_LINES", "LONGEST_LINE", "MOST_RECORDS"):
        monkeypatch.setattr(template, limit, 10**9)
    count = 20_000
    while seconds(HOSTILE[shape](count).encode()) < 0.05:
        count *= 2
    assert any(growth(shape, size) < 3.5 for size in (count, count // 4, count))
