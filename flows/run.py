"""One run of the pipeline: one lock, one line in the journal, however it ends."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from flows import journal
from flows.errors import FilmhouseError, WrongUsage
from flows.forget import is_forgetting, redact, remove_traces
from flows.generation import generation_id, is_published, serving_id
from flows.generations import is_sound, put_aside
from flows.journal import RunRecord
from flows.judgements import check_judgements
from flows.lock import lock
from flows.machine import now
from flows.publish import tidy
from flows.retention import keep_failed
from flows.settings import Settings
from flows.steps import LAND, NO_WISHES, STEPS, Run, Watch, Wishes, do, finished
from flows.store import sweep
from flows.tell import log_bug, tell

CarryOut = Callable[[Run], None]


def carry_out_plainly(run: Run) -> None:
    """Carry out the steps behind the landing, in order."""
    for step in STEPS[1:]:
        do(step, run)


def run(
    settings: Settings,
    carry_out: CarryOut = carry_out_plainly,
    carry_out_landing: CarryOut = lambda run: do(LAND, run),
    watch: Watch = lambda _step, _outcome: None,
    wishes: Wishes = NO_WISHES,
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
        this = Run(settings, RunRecord(_run_key(), "running", now()), watch, wishes)
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
        this.record = finished(this, "up_to_date")
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
        this.record = replace(finished(this, "failed"), error=_message(error))
        journal.write_run(this.settings, this.record)
        if isinstance(error, FilmhouseError):
            keep_failed(this.settings, this.record.run_key)
    tell(this.settings, this.record, this.checks, this.before)


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
    return f"{now():%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}"
