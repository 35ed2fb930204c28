"""The steps of a run, in their order, and what a run knows of itself while it carries them out.

The order is data, so that a run needs no orchestrator: Prefect carries the steps out in
pipeline.py, a plain loop does in tests and benchmarks.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from flows import journal
from flows.build import BuildOutcome, build
from flows.check_results import CheckOutcome, CheckResult, describe
from flows.errors import AuditFailed
from flows.forget import Redaction
from flows.journal import RunRecord
from flows.land import LandOutcome, land
from flows.machine import now
from flows.parse import ParseOutcome, parse
from flows.publish import PublishOutcome, publish
from flows.retention import make_room
from flows.settings import Settings
from flows.spans import QuoteOutcome, check_quotes

Watch = Callable[[str, Any], None]


@dataclass(frozen=True)
class Wishes:
    """What someone asked of one run: all rows anew; checks whose failure does not stop it."""

    full_refresh: bool = False
    accepted: frozenset[str] = frozenset()
    accepts_all: bool = False


NO_WISHES = Wishes()


@dataclass
class Run:
    """What one run knows so far: its record, and the outcome of each step that is done.

    generation is what it would publish, before the path of what served when it began.
    """

    settings: Settings
    record: RunRecord
    watch: Watch
    wishes: Wishes = NO_WISHES
    generation: str = ""
    before: Path | None = None
    checks: tuple[CheckResult, ...] = ()
    redaction: Redaction | None = None
    outcomes: dict[str, Any] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)


class Step(NamedTuple):
    """A named part of a run."""

    name: str
    carry_out: Callable[[Run], Any]


def _land(run: Run) -> LandOutcome:
    outcome = land(run.settings)
    run.record = replace(run.record, pages_landed=outcome.pages_landed)
    return outcome


def _parse(run: Run) -> ParseOutcome:
    outcome = parse(run.settings)
    run.record = replace(
        run.record,
        pages_parsed=outcome.pages_parsed,
        pages_quarantined=outcome.pages_quarantined,
    )
    return outcome


def _check_border(run: Run) -> CheckOutcome:
    from flows.check import check_border

    return audited(run, check_border(run.settings))


def _build(run: Run) -> BuildOutcome:
    make_room(run.settings)
    return build(run.settings, full_refresh=run.wishes.full_refresh)


def _check_quotes(run: Run) -> QuoteOutcome:
    is_increment = run.outcomes["build"].made_anew is None
    return check_quotes(run.settings, is_increment=is_increment)


def _check_gate(run: Run) -> CheckOutcome:
    from flows.check import check_gate

    return audited(run, check_gate(run.settings))


def _publish(run: Run) -> PublishOutcome:
    published = finished(run, "published")
    outcome = publish(run.settings, published, run.generation)
    run.record = published
    journal.write_run(run.settings, published)
    return outcome


STEPS = (
    Step("land", _land),
    Step("parse", _parse),
    Step("check pages", _check_border),
    Step("build", _build),
    Step("check quotes", _check_quotes),
    Step("check tables", _check_gate),
    Step("publish", _publish),
)
LAND = STEPS[0]


def do(step: Step, run: Run) -> None:
    """Carry out a step and keep its outcome; tell who watches, before and after."""
    run.watch(step.name, None)
    run.outcomes[step.name] = step.carry_out(run)
    run.watch(step.name, run.outcomes[step.name])


def audited(run: Run, outcome: CheckOutcome) -> CheckOutcome:
    """Write the results to the journal; stop the run where a critical check failed."""
    names = {one.check_name for one in outcome.results} if run.wishes.accepts_all else frozenset()
    outcome = outcome.accepting(run.wishes.accepted | names)
    run.checks = (*run.checks, *outcome.results)
    journal.write_checks(run.settings, run.record.run_key, run.checks)
    if outcome.critical_failures:
        failures = "\n".join(describe(result) for result in outcome.critical_failures)
        raise AuditFailed(f"{failures}\nNot published; the last good generation still serves.")
    return outcome


def finished(run: Run, outcome: str) -> RunRecord:
    """Give the record of a run that has come to its end."""
    seconds = round(time.monotonic() - run.began, 3)
    return replace(run.record, outcome=outcome, duration_seconds=seconds, finished_at=now())
