"""THE flow and its schedule: each step of a run a Prefect task. The only importer of Prefect.

A run on the command line lands first and comes here only when something is new; the server
that Prefect needs is started for the run and ends with it.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import Task, flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.client.schemas.schedules import CronSchedule
from prefect.states import Completed

from flows import run as runs
from flows import steps
from flows.errors import FilmhouseError, WarehouseBusy, WrongUsage
from flows.settings import load
from flows.steps import Run
from flows.terminal import OUT, counted, plain_lines


def _is_transient(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Say whether trying again may help: the disk or the machine was busy, no error of ours."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, (BlockingIOError, InterruptedError, TimeoutError))


def _as_tasks(run: Run) -> None:
    for step in steps.STEPS[1:]:
        _task_of(step, run)()
    create_table_artifact(key="run-counts", table=[_counts(run)])


def _landing_as_task(run: Run) -> None:
    _task_of(steps.LAND, run)()


def _task_of(step: steps.Step, run: Run) -> Task[[], None]:
    @task(
        name=step.name,
        retries=2,
        retry_delay_seconds=5,
        retry_condition_fn=_is_transient,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def carry_out_step() -> None:
        steps.do(step, run)

    return carry_out_step


def carry_out(run: Run) -> None:
    """Carry out the steps of a run as a Prefect flow run."""

    @flow(name="film-pages")
    def film_pages() -> None:
        _as_tasks(run)

    film_pages()


@flow(name="film-pages-on-schedule")
def film_pages_on_schedule(home: str | None, inboxes: list[str]) -> Any:
    """Run the pipeline once; a tick that meets another run's lock is skipped, not failed."""
    settings = load(home, tuple(inboxes))
    try:
        run = runs.run(settings, _as_tasks, _landing_as_task)
    except WarehouseBusy as busy:
        _say("skipped: another run holds this warehouse")
        return Completed(name="Skipped", message=str(busy))
    except FilmhouseError as error:
        _say(f"failed\n{error}")
        raise
    _say(f"{run.record.outcome}, {counted(run.record.pages_landed, 'new page')}")
    return Completed(message=run.record.outcome)


def _say(what: str) -> None:
    """Print a line a tick for who watches the schedule."""
    OUT.print(plain_lines(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC  {what}"), soft_wrap=True)


def serve(home: Path, inboxes: tuple[Path, ...], *, cron: str | None, interval: int) -> None:
    """Serve the flow on a cron or an interval until it is stopped.

    Two ticks may meet, so that the second finds the lock and is skipped instead of waiting.

    Raises:
        WrongUsage: the cron is none.

    """
    if cron:
        try:
            CronSchedule(cron=cron)
        except ValueError:
            raise WrongUsage(
                f"FILMHOUSE_CRON={cron!r} is no cron line like '15 3 * * *'."
            ) from None
    film_pages_on_schedule.serve(
        name="film-pages",
        parameters={"home": str(home), "inboxes": [str(inbox) for inbox in inboxes]},
        cron=cron,
        interval=None if cron else interval,
        print_starting_message=False,
        limit=2,
    )


def _counts(run: Run) -> dict[str, Any]:
    """Give counts and ids only: the artifact is rendered, so no page text may be in it."""
    record = run.record
    return {
        "run": record.run_key,
        "outcome": record.outcome,
        "pages landed": record.pages_landed,
        "pages parsed": record.pages_parsed,
        "pages quarantined": record.pages_quarantined,
    }
