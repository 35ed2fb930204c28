"""Small generations, each with its number in every table, and the process that publishes some.

`python -m tests.faults.publisher HOME FIRST BEHIND_LAST [CALL PATH]`: killed in the last one.
"""

import sys
from pathlib import Path

import duckdb

from flows.lock import lock
from flows.publish import publish, tidy
from flows.settings import Settings
from flows.store import sweep
from tests.faults.hook import arm
from tests.faults.steps import pin
from tests.test_publish import RECORD, make_candidate

TABLES = ("first_table", "second_table", "third_table", "fourth_table")
ROWS = 200


def publish_number(settings: Settings, number: int) -> None:
    settings.candidate.unlink(missing_ok=True)
    make_candidate(settings, number)
    with duckdb.connect(str(settings.candidate)) as database:
        for table in TABLES:
            rows = f"select {number} as generation, range as row_number from range({ROWS})"
            database.execute(f"create table {table} as {rows}")
    publish(settings, RECORD, f"{number:04}")
    tidy(settings)


def main(home: str, first: str, behind_last: str, *fatal: str) -> None:
    pin()
    settings = Settings(Path(home), (), workers=1)
    with lock(settings):
        sweep(settings.warehouse)
        for number in range(int(first), int(behind_last)):
            if fatal and number == int(behind_last) - 1:
                call, path = fatal
                arm("KILL", call, str(settings.home / path.format(f"{number:04}")), "1")
            publish_number(settings, number)


if __name__ == "__main__":
    main(*sys.argv[1:])
