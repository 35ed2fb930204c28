"""Pages put together at random from what trips readers: nothing raises, every byte is explained.

Five thousand in every test run, a million with `make fault`. Random bytes find nothing here: the
pieces are lines of golden pages, of the template, and bytes that have a meaning somewhere.
"""

import random
from collections import Counter
from pathlib import Path

from flows.pages.parser import read_page
from flows.pages.redact import without_reviews
from tests.faults.campaign import IS_FULL
from tests.pages.strategies import TRAP_LINES
from tests.pages.test_properties import checked

COUNT = 1_000_000 if IS_FULL else 5_000
SEED = 20240304
_PIECES = [b"\n", b"\r", b"\r\n", b"\n\n", b"\xc2\xa0", b"\xc2\xa0" * 6, b" as\xc2\xa0\xc2\xa0",
           b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xc2\x85", b"\x0c",
           b"\x1c", b"... more", b"1984/09/19", b"Rating:", b" 1999", b"Max"]  # fmt: skip


def _seeds() -> list[bytes]:
    golden = Path(__file__).parents[1] / "pages" / "golden"
    return [path.read_bytes() for path in sorted(golden.rglob("*.txt"))]


def _mutated(raw: bytes, lines: list[bytes], choice: random.Random) -> bytes:
    """Change a page in one to six places: lines moved, doubled, dropped; pieces put in; cuts."""
    for _ in range(choice.randint(1, 6)):
        parts = raw.split(b"\n")
        at = choice.randrange(len(parts))
        match choice.randrange(7):
            case 0:
                parts.insert(at, choice.choice(lines))
            case 1:
                parts.pop(at)
            case 2:
                parts[at] = choice.choice(lines)
            case 3:
                parts[at:at] = parts[at : at + choice.randint(1, 9)]
            case 4:
                other = choice.randrange(len(parts))
                parts[at], parts[other] = parts[other], parts[at]
            case 5:
                byte = choice.randrange(len(raw) + 1)
                parts = [raw[:byte] + choice.choice(_PIECES) + raw[byte:]]
            case _:
                parts = [raw[: choice.randrange(len(raw) + 1)]] if choice.random() < 0.2 else parts
        raw = b"\n".join(parts)
    return raw


def test_no_page_put_together_at_random_breaks_the_reader() -> None:
    choice, seeds = random.Random(SEED), _seeds()
    lines = sorted({line for raw in seeds for line in raw.split(b"\n")}
                   | {line.encode() for line in TRAP_LINES})  # fmt: skip
    outcomes: Counter[str] = Counter()
    for number in range(COUNT):
        raw = _mutated(choice.choice(seeds), lines, choice)
        try:
            page = checked(raw)
            if number % 50 == 0 and page.reviews:
                names = {one.author for one in page.reviews if one.author}
                left = read_page(without_reviews(raw, names.__contains__))
                assert not names & {one.author for one in left.reviews}
        except Exception as error:
            raise AssertionError(f"page {number}: {raw!r}") from error
        outcomes[page.quarantine_reason or ("defects" if page.defects else "clean")] += 1
    print(f"{COUNT:,} pages, 0 crashes: {dict(outcomes)}")
    assert outcomes["clean"] and outcomes["defects"]
