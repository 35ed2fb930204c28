"""A reader that asks again and again until it is told to stop, and says what it saw.

`python -m tests.faults.reader HOME`: opens the serving generation as `filmhouse sql` does.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

from flows.query import ask, connect
from flows.settings import Settings
from tests.faults.publisher import ROWS, TABLES

_PAUSE = 0.01  # leaves the publishers something of the machine


def main(home: str) -> None:
    settings = Settings(Path(home), (), workers=1, memory_limit="256MB")
    counts: Counter[str] = Counter(queries=0, errors=0, mixed=0, backwards=0, generations=0)
    last = _read(settings, counts, -1)
    print("ready", flush=True)
    is_told = False
    while not is_told:  # one more time behind the last publish
        is_told = (settings.home / "stop").exists()
        last = _read(settings, counts, last)
        time.sleep(_PAUSE)
    print(json.dumps(counts))


def _read(settings: Settings, counts: Counter[str], last: int) -> int:
    """Read all tables once; give the newest generation seen so far."""
    try:
        seen = _marks(settings, counts)
    except Exception as error:  # whatever a reader meets counts
        print(repr(error), file=sys.stderr)
        counts["errors"] += 1
        return last
    counts["mixed"] += len(seen) != 1
    counts["backwards"] += min(seen) < last
    counts["generations"] += max(seen) > last
    return max(seen)


def _marks(settings: Settings, counts: Counter[str]) -> set[int]:
    """Give the numbers of generations in all tables: one, if the generation is whole."""
    seen: set[int] = set()
    with connect(settings) as database:
        for table in TABLES:
            answer = ask(database, f"select generation, count(*) from {table} group by all")
            counts["queries"] += 1
            seen.update(number for number, _ in answer.rows)
            counts["errors"] += [count for _, count in answer.rows] != [ROWS]
    return seen


if __name__ == "__main__":
    main(*sys.argv[1:])
