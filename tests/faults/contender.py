"""A run that waits behind its landing until it may go on: `… contender HOME GO`.

Without Prefect, Great Expectations and dbt; it ends as the command does, with the exit code.
"""

import sys
import time
from pathlib import Path

from flows import run
from flows.errors import FilmhouseError
from flows.steps import LAND, Run
from tests.faults.homes import FULL_PACKS
from tests.faults.rerun import StandIn, rerun
from tests.faults.steps import settings_of

_PATIENCE = 6_000


def main(home: str, go: str) -> None:
    land = LAND.carry_out

    def land_and_wait(this: Run) -> object:
        outcome = land(this)
        for _ in range(_PATIENCE):
            if Path(go).exists():
                return outcome
            time.sleep(0.01)
        sys.exit("nobody said that this run may go on: another one was not refused")

    run.LAND = LAND._replace(carry_out=land_and_wait)
    try:
        rerun(settings_of(Path(home), FULL_PACKS), StandIn())
    except FilmhouseError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main(*sys.argv[1:])
