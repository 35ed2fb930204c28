"""One run of the pipeline: the steps in their order, one lock, one line in the journal.

The order of the steps is data, so that a run needs no orchestrator: Prefect carries the steps
out in pipeline.py, a plain loop does in tests and benchmarks.
"""

import fcntl
import os
import re
import secrets
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple, TextIO

from flows import journal
from flows.build import BuildOutcome, build
from flows.check_results import CheckOutcome, describe
from flows.errors import AuditFailed, FilmhouseError, WarehouseBusy, WrongUsage
from flows.generation import generation_id, is_published, serving_id
from flows.journal import RunRecord
from flows.judgements import check_judgements
from flows.land import LandOutcome, land
from flows.parse import ParseOutcome, parse
from flows.publish import PublishOutcome, publish, tidy
from flows.settings import Settings
from flows.spans import QuoteOutcome, check_quotes
from flows.store import sweep

_HOLDER = re.compile(r"process (\d+), since ")
_LOOKS = 100  # a hundredth of a second apart

Watch = Callable[[str, Any], None]


@dataclass
class Run:
    """What one run knows so far: its record, and the outcome of each step that is done."""

    settings: Settings
    record: RunRecord
    watch: Watch
    generation: str = ""
    full_refresh: bool = False
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
    return build(run.settings, full_refresh=run.full_refresh)


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
    *,
    full_refresh: bool = False,
) -> Run:
    """Run the pipeline to a published generation, or find that nothing is new.

    The landing is carried out first and apart: when it finds nothing new, nothing else is
    started. watch is called with a step's name and None when it begins, and its outcome when
    it ends.

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
        this = Run(settings, RunRecord(_run_key(), "running", _now()), watch)
        this.full_refresh = full_refresh
        journal.begin(settings, this.record)
        try:
            carry_out_landing(this)
            _run_rest(this, carry_out)
        except BaseException as error:
            if this.record.outcome != "published":
                this.record = replace(_finished(this, "failed"), error=_message(error))
                journal.write_run(settings, this.record)
            if isinstance(error, (FilmhouseError, OSError)) or not isinstance(error, Exception):
                raise
            raise _own_bug(settings, error) from error
        tidy(settings)
        return this


def _run_rest(this: Run, carry_out: CarryOut) -> None:
    if not any(this.settings.observations.glob("*.parquet")):
        raise WrongUsage(_nothing_landed(this))
    this.generation = generation_id(this.settings)
    if this.generation == serving_id(this.settings) and not this.full_refresh:
        this.record = _finished(this, "up_to_date")
        journal.write_run(this.settings, this.record)
    else:
        carry_out(this)


@contextmanager
def lock(settings: Settings) -> Iterator[None]:
    """Hold this warehouse as its one writer.

    The lock ends with this process and the dbt that it started, however they end: a killed run
    whose dbt still writes is not over.
    """
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    with settings.lock.open("a+") as holder:
        try:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WarehouseBusy(
                f"Another run holds this warehouse ({_named(holder) or 'just started'}). "
                "Wait until it has ended, then run again."
            ) from None
        os.set_inheritable(holder.fileno(), True)
        holder.truncate(0)
        holder.write(f"process {os.getpid()}, since {_now():%Y-%m-%d %H:%M:%S} UTC")
        holder.flush()
        yield


def _named(holder: TextIO) -> str:
    """Give what the holder says of itself; what is there may still be of the one before."""
    text = ""
    for _ in range(_LOOKS):
        holder.seek(0)
        text = holder.read().strip()
        named = _HOLDER.match(text)
        if named and _is_alive(int(named[1])):
            break
        time.sleep(0.01)
    return text


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        pass
    return True


def is_held(settings: Settings) -> bool:
    """Say whether a run holds this warehouse now."""
    try:
        with lock(settings):
            return False
    except WarehouseBusy:
        return True


def _audited(run: Run, outcome: CheckOutcome) -> CheckOutcome:
    """Write the results to the journal; stop the run where a critical check failed."""
    earlier = run.outcomes.get("check pages")
    results = (*(earlier.results if earlier else ()), *outcome.results)
    journal.write_checks(run.settings, run.record.run_key, results)
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
    """Keep the traceback in a file: it is for us, and may quote a page."""
    trace = "".join(traceback.format_exception(error))
    settings.log.write_text(trace, encoding="utf-8", errors="backslashreplace")
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
    return f"{_now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
