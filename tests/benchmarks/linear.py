"""How much longer a hostile page of twice the size takes to read: `make bench-linear`.

About 2 where time is linear, 4 where it is quadratic. Where a page no longer fits into the
processor's own memory, twice the size costs somewhat more than twice.
"""

import gc
import sys
import time

from flows.pages import template
from flows.pages.parser import read_page
from flows.pages.writer import is_explained
from tests.pages.shapes import HOSTILE

QUADRATIC = 3.5


def main() -> None:
    """Measure every shape without the limits of a page, which would hide it."""
    template.MOST_LINES = template.LONGEST_LINE = template.MOST_RECORDS = 10**9
    found = {shape: _growth(shape) for shape in HOSTILE}
    sys.exit(any(growth > QUADRATIC for growth in found.values()))


def _growth(shape: str) -> float:
    count = 20_000
    while _seconds(HOSTILE[shape](count).encode()) < 0.05:
        count *= 2
    once, twice = (HOSTILE[shape](size).encode() for size in (count, 2 * count))
    growth = min(_seconds(twice) for _ in range(3)) / min(_seconds(once) for _ in range(3))
    print(f"{shape:32} {len(twice):>10,} bytes  {growth:5.2f}", flush=True)
    return growth


def _seconds(raw: bytes) -> float:
    gc.disable()  # its full passes come in jumps
    try:
        start = time.process_time()
        page = read_page(raw)
        assert page.quarantine_reason or is_explained(raw, page)
        return time.process_time() - start
    finally:
        gc.enable()


if __name__ == "__main__":
    main()
