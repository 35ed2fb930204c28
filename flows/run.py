"""One run of the pipeline: the steps in their order, one lock, one line in the journal.

The order of the steps is data, so that a run needs no orchestrator: Prefect carries the steps
out in pipeline.py, a plain loop does in tests and benchmarks.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from flows import journal
from flows.build import BuildOutcome, build
from flows.check_results import CheckOutcome, CheckResult, describe
from flows.errors import AuditFailed, FilmhouseError, WrongUsage
from flows.forget import Redaction, is_forgetting, redact, remove_traces
from flows.generation import generation_id, is_published, serving_id
from flows.generations import is_sound, put_aside
from flows.journal import RunRecord
from flows.judgements import check_judgements
from flows.land import LandOutcome, land
from flows.lock import lock
from flows.parse import ParseOutcome, parse
from flows.publish import PublishOutcome, publish, tidy
from flows.retention import keep_failed, make_room
from flows.settings import Settings
from flows.spans import QuoteOutcome, check_quotes
from flows.store import sweep
from flows.tell import log_bug, tell

Watch = Callable[[str, Any], None]


@dataclass(frozen=True)
class Wishes:
    """What someone asked of one run: all rows anew; checks whose failure does not stop it."""

    full_refresh: bool = False
    accepted: frozenset[str] = frozenset()
    accepts_all: bool = False


@dataclass
class Run:
    """What one run knows so far: its record, and the outcome of each step that is done.

    generation is what it would publish, before the path of what served when it began.
    """

    settings: Settings
    record: RunRecord
    watch: Watch
    wishes: Wishes = Wishes()
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

    return _audited(run, check_border(run.settings))


def _build(run: Run) -> BuildOutcome:
    make_room(run.settings)
    return build(run.settings, full_refresh=run.wishes.full_refresh)


def _check_quotes(run: Run) -> QuoteOutcome:
    is_increment = run.outcomes["build"].made_anew is None
    return check_quotes(run.settings, is_increment=is_increment)


def _check_gate(run: Run) -> CheckOutcome:
    from flows.check import check_gate

    return _audited(run, check_gate(run.settings))


def _publish(run: Run) -> PublishOutcome:
    published = _finished(run, "published")
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
CarryOut = Callable[[Run], None]


def carry_out_plainly(run: Run) -> None:
    """Carry out the steps behind the landing, in order."""
    for step in STEPS[1:]:
        do(step, run)


def do(step: Step, run: Run) -> None:
    """Carry out a step and keep its outcome; tell who watches, before and after."""
    run.watch(step.name, None)
    run.outcomes[step.name] = step.carry_out(run)
    run.watch(step.name, run.outcomes[step.name])


def run(
    settings: Settings,
    carry_out: CarryOut = carry_out_plainly,
    carry_out_landing: CarryOut = lambda run: do(LAND, run),
    watch: Watch = lambda _step, _outcome: None,
    wishes: Wishes = Wishes(),
) -> Run:
    """Run the pipeline to a published generation, or find that nothing is new.

    The landing is carried out first and apart: when it finds nothing new, nothing else is
    started. watch is called with a step's name and None when it begins, and its outcome when
    it ends. A failed check that the wishes accept does not stop the run; that is recorded.

    Raises:
        WarehouseBusy: another run holds this warehouse.
        WrongUsage: there is no page, neither landed nor in an inbox; or a judgement is amiss.
        AuditFailed: a critical expectation failed; the last generation still serves.
        FilmhouseError: anything else that stops a run; the journal has it.

    """
    check_judgements()
    with lock(settings):
        sweep(settings.warehouse)
        journal.close_interrupted(settings, partial(is_published, settings))
        this = Run(settings, RunRecord(_run_key(), "running", _now()), watch, wishes)
        this.before = settings.current.resolve() if settings.current.exists() else None
        journal.begin(settings, this.record)
        try:
            _forget(this)
            carry_out_landing(this)
            _run_rest(this, carry_out)
        except BaseException as error:
            _note_failure(this, error)
            if isinstance(error, (FilmhouseError, OSError)) or not isinstance(error, Exception):
                raise
            raise _own_bug(settings, error) from error
        tidy(settings)
        if this.redaction:
            remove_traces(settings)
        tell(this.settings, this.record, this.checks, this.before)
        return this


def _forget(this: Run) -> None:
    """Take out of the raw pages what someone wished to be forgotten; no check may stop that."""
    if is_forgetting(this.settings):
        this.redaction = redact(this.settings)
        this.wishes = replace(this.wishes, accepts_all=True)


def _run_rest(this: Run, carry_out: CarryOut) -> None:
    if not any(this.settings.observations.glob("*.parquet")):
        if this.redaction:
            remove_traces(this.settings)
        raise WrongUsage(_nothing_landed(this))
    this.generation = generation_id(this.settings)
    if _is_known(this) and not this.wishes.full_refresh:
        this.record = _finished(this, "up_to_date")
        journal.write_run(this.settings, this.record)
    else:
        carry_out(this)


def _is_known(this: Run) -> bool:
    """Say whether what would be built serves, soundly, or was put aside by someone."""
    settings = this.settings
    if not (settings.current.exists() and is_sound(settings.current.resolve())):
        return False
    return this.generation in {serving_id(settings), *put_aside(settings)}


def _note_failure(this: Run, error: BaseException) -> None:
    """Write down how a run ended, and keep its candidate; one that published did not fail."""
    if this.record.outcome != "published":
        this.record = replace(_finished(this, "failed"), error=_message(error))
        journal.write_run(this.settings, this.record)
        if isinstance(error, FilmhouseError):
            keep_failed(this.settings, this.record.run_key)
    tell(this.settings, this.record, this.checks, this.before)


def _audited(run: Run, outcome: CheckOutcome) -> CheckOutcome:
    """Write the results to the journal; stop the run where a critical check failed."""
    names = {one.check_name for one in outcome.results} if run.wishes.accepts_all else frozenset()
    outcome = outcome.accepting(run.wishes.accepted | names)
    run.checks = (*run.checks, *outcome.results)
    journal.write_checks(run.settings, run.record.run_key, run.checks)
    if outcome.critical_failures:
        failures = "\n".join(describe(result) for result in outcome.critical_failures)
        raise AuditFailed(f"{failures}\nNot published; the last good generation still serves.")
    return outcome


def _finished(run: Run, outcome: str) -> RunRecord:
    seconds = round(time.monotonic() - run.began, 3)
    return replace(run.record, outcome=outcome, duration_seconds=seconds, finished_at=_now())


def _message(error: BaseException) -> str:
    """Give an error's words where they are ours; of another's only its kind, no page text."""
    return str(error) if isinstance(error, FilmhouseError) else type(error).__name__


def _own_bug(settings: Settings, error: Exception) -> FilmhouseError:
    log_bug(settings, error)
    return FilmhouseError(
        f"This is a bug of Filmhouse ({type(error).__name__}). The last good generation "
        f"still serves. Please report it with {settings.log}"
    )


def _nothing_landed(run: Run) -> str:
    inboxes = ", ".join(str(inbox) for inbox in run.settings.inboxes)
    return (
        f"There is no page in {inboxes}, and none was ever landed. "
        "Put .txt, .txt.gz, .jsonl or .jsonl.gz files there, or name a folder with --inbox."
    )


def _run_key() -> str:
    return f"{_now():%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
