"""One step of a run as a process of its own, which a fault may stop anywhere.

Its process id, run key and time are always the same, so that the files it touches have the same
names each time: `python -m tests.faults.steps STEP HOME PAGES_PER_PACK [FAULT CALL PATH NUMBER]`.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flows import compact, journal, steps
from flows import land as landing
from flows.build import build
from flows.generation import generation_id
from flows.journal import RunRecord
from flows.lock import lock
from flows.publish import tidy
from flows.settings import Settings
from flows.steps import Run
from flows.store import sweep
from tests.faults.hook import arm

NOW = datetime(2024, 3, 4, 12)
RUN_KEY = "20240304T120000Z-00"
PID = 5_000_000  # larger than the system gives any process
LEAST_FILES = 5


def _begin(this: Run) -> None:
    sweep(this.settings.warehouse)
    journal.close_interrupted(this.settings, lambda _key: False)
    journal.begin(this.settings, this.record)


def _land(this: Run) -> None:
    _begin(this)
    steps._land(this)


def _publish(this: Run) -> None:
    journal.write_checks(this.settings, RUN_KEY, ())
    this.generation = generation_id(this.settings)
    steps._publish(this)
    tidy(this.settings)


STEPS: dict[str, Callable[[Run], object]] = {
    "land": _land,
    "parse": steps._parse,
    "build": lambda this: build(this.settings),
    "publish": _publish,
}


def settings_of(home: Path, pages_per_pack: int) -> Settings:
    return Settings(home, (home / "inbox",), workers=2, pages_per_pack=pages_per_pack)


def pin() -> None:
    """Give whatever is named after this moment the same name each time."""
    os.getpid = lambda: PID
    landing.now = lambda: NOW


def _use_one_core() -> None:
    """Let DuckDB have one thread, which makes the same calls each time."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main(step: str, home: str, pages_per_pack: str, *fault: str) -> None:
    settings = settings_of(Path(home), int(pages_per_pack))
    pin()
    if step != "build":
        _use_one_core()
    compact._LEAST_FILES = LEAST_FILES
    this = Run(settings, RunRecord(RUN_KEY, "running", NOW), lambda _step, _outcome: None)
    with lock(settings):
        if fault:
            arm(*fault)
        STEPS[step](this)


if __name__ == "__mp_main__":  # a worker that parses
    pin()
if __name__ == "__main__":
    main(*sys.argv[1:])
