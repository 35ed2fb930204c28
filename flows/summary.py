"""What a run did and what can be asked now: progress, summary, status."""

import shlex
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from rich.text import Text

from flows import query
from flows.build import BuildOutcome
from flows.candidate import FIRST
from flows.check_results import CheckOutcome, describe
from flows.generation import serving_id
from flows.land import LandOutcome
from flows.parse import ParseOutcome
from flows.report import failed_report, serving_report
from flows.settings import PROJECT, Settings
from flows.spans import QuoteOutcome
from flows.steps import Run
from flows.terminal import OUT, counted, plain, plain_lines, short

QUESTION = PROJECT / "dashboards" / "queries" / "best_rated_films.sql"
_COMMAND = Path(sys.executable).with_name("filmhouse")
_SHOWN = 10


class Progress:
    """A line a step, with a spinner while it runs where the terminal can show one."""

    def __init__(self) -> None:
        self._status = OUT.status("")
        self._began = 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._status.stop()

    def watch(self, step: str, outcome: Any) -> None:
        """Show that a step begins (no outcome yet) or what it did."""
        if outcome is None:
            self._began = time.monotonic()
            self._status.update(f"{step} …")
            self._status.start()
            return
        self._status.stop()
        line = Text.assemble(("✓ ", "green"), f"{step:<13}", f"{_said(outcome):<48}")
        line.append(f"{time.monotonic() - self._began:6.1f} s", style="dim")
        OUT.print(line)
        if isinstance(outcome, LandOutcome):
            _say_reports(outcome.reports, outcome.reports_left_out)


def say_run(run: Run) -> None:
    """Print what a run did: what was wrong with its input, counts, checks, a query to try."""
    if run.record.outcome == "up_to_date":
        seen = counted(run.outcomes["land"].pages_seen, "page")
        OUT.print(Text(f"Up to date: nothing new in {seen}."))
        _say_put_aside(run)
    build = run.outcomes.get("build")
    if build and build.made_anew not in (None, FIRST):
        OUT.print(Text(f"All rows were made anew: {build.made_anew}."))
    for outcome in _check_outcomes(run):
        for result in (*outcome.accepted, *outcome.warnings):
            OUT.print(plain_lines(describe(result)), soft_wrap=True)
    _say_counts(run.settings, _checks(run))
    OUT.print(Text("\nTry:", style="bold"))
    OUT.print(Text(f"  {_question(run.settings)}"), soft_wrap=True)


def _say_put_aside(run: Run) -> None:
    if run.generation != serving_id(run.settings):
        OUT.print(
            Text(
                f"An earlier generation serves, as someone asked: {run.generation[:12]} is put "
                "aside. `filmhouse run --full-refresh` publishes it again."
            ),
            soft_wrap=True,
        )


def _question(settings: Settings) -> str:
    """Give a command that asks this warehouse from the folder that the user is in."""
    is_default = settings.home in (PROJECT, PROJECT / ".sample")
    home = "" if is_default else f" --home {shlex.quote(str(settings.home))}"
    command, query_file = _COMMAND, QUESTION
    if Path.cwd() == PROJECT:
        command, query_file = Path(short(command)), Path(short(query_file))
    return f"{shlex.quote(str(command))} sql{home} - <{shlex.quote(str(query_file))}"


def say_status(settings: Settings, found: dict[str, Any]) -> None:
    """Print what serves and how the last run ended (status.status has it)."""
    if last := found["last_run"]:
        began = last["started_at"].replace("T", " ")
        OUT.print(Text(f"Last run: {last['outcome']}, began {began} UTC"))
        if last["error"]:
            OUT.print(plain_lines(last["error"]))
        _say_failed_checks(found["failing_checks"])
        _say_report(settings, last["run_key"])
    _say_freshness(found["freshness"])
    if found["serving"] and found["serving"]["is_rolled_back"]:
        OUT.print(Text("An earlier generation serves, as someone asked (`filmhouse rollback`)."))
    _say_counts(settings, None)


def _say_report(settings: Settings, run_key: str) -> None:
    if report := failed_report(settings, run_key):
        OUT.print(Text(f"Checks: {short(report)}"), soft_wrap=True)


def _say_freshness(freshness: dict[str, Any]) -> None:
    if freshness["up_to_date_at"] and not freshness["is_fresh"]:
        since = freshness["up_to_date_at"].replace("T", " ")
        promise = counted(freshness["promised_hours"], "hour")
        OUT.print(Text(f"Stale: up to date last at {since} UTC, promised every {promise}.", "red"))


def _say_counts(settings: Settings, checks: tuple[int, int] | None) -> None:
    found = query.counts(settings)
    rows = {
        "Pages": f"{found['loaded']:,} loaded, {found['with_defects']:,} with defects, "
        f"{found['quarantined']:,} quarantined",
        "Films": f"{found['films']:,}, {found['films_with_page']:,} of them with a page",
        "People": f"{found['people']:,}",
        "Reviews": f"{found['reviews']:,}",
        "Related films": f"{found['related_films']:,} in the lists of current pages",
    }
    if checks:
        rows["Checks"] = f"{checks[0]:,} passed, {checks[1]:,} failed"
    rows["Warehouse"] = short(settings.current)
    rows["Generation"] = f"{(serving_id(settings) or '')[:12]}, published {_published(settings)}"
    if report := serving_report(settings):
        rows["Report"] = short(report)
    OUT.print()
    for name, value in rows.items():
        OUT.print(Text.assemble((f"{name:<15}", "bold"), plain(value)), soft_wrap=True)


def _published(settings: Settings) -> str:
    """Say when the serving generation was published; its file was finished then."""
    time = datetime.fromtimestamp(settings.current.stat().st_mtime, UTC)
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"


def _say_reports(reports: tuple[tuple[str, str], ...], left_out: int) -> None:
    for place, what in reports[:_SHOWN]:
        OUT.print(Text.assemble(("! ", "yellow"), plain(place), ": ", plain(what)), soft_wrap=True)
    if more := len(reports[_SHOWN:]) + left_out:
        OUT.print(Text(f"! and {counted(more, 'more place')}"))


def _say_failed_checks(checks: list[dict[str, Any]]) -> None:
    for check in checks:
        OUT.print(
            Text.assemble(
                ("! ", "yellow"),
                f"{check['severity']}: {check['table_name']} {check['check_name']} (observed ",
                plain(check["observed_value"]),
                ")",
            )
        )


def _check_outcomes(run: Run) -> list[CheckOutcome]:
    return [one for one in run.outcomes.values() if isinstance(one, CheckOutcome)]


def _checks(run: Run) -> tuple[int, int] | None:
    outcomes = _check_outcomes(run)
    if not outcomes:
        return None
    return sum(one.passed for one in outcomes), sum(one.failed for one in outcomes)


def _said(outcome: Any) -> str:
    """Say in a few words what a step did."""
    match outcome:
        case LandOutcome():
            return f"{counted(outcome.pages_seen, 'page')} seen, {outcome.pages_landed:,} new"
        case ParseOutcome():
            read = counted(outcome.pages_parsed, "page")
            return f"{read} read, {outcome.pages_quarantined:,} quarantined"
        case CheckOutcome():
            return f"{outcome.passed:,} passed, {outcome.failed:,} failed"
        case QuoteOutcome():
            return f"{counted(outcome.rows_quoted, 'row')} stand in their pages"
        case BuildOutcome():
            models = counted(outcome.models_built, "model")
            what = "all rows" if outcome.made_anew else "what is new"
            return f"{what}: {models}, {counted(outcome.tests_passed, 'test')}"
    return f"generation {outcome.generation_id[:12]}"
