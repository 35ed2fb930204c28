"""What each command does, from its options to its exit code. Modules are imported when called."""

import argparse
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.settings import load

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.steps import Run, Wishes


def _settings(options: argparse.Namespace, *, lands: bool = False) -> "Settings":
    from flows.terminal import say_home

    inboxes = tuple(options.inbox) if lands else ()
    settings = load(options.home, inboxes, lands=lands)
    say_home(settings)
    return settings


def run(options: argparse.Namespace) -> int:
    """Run the pipeline once."""
    settings = _settings(options, lands=True)
    from flows import summary
    from flows.steps import Wishes
    from flows.suites import known_checks

    wishes = Wishes(options.full_refresh, known_checks(options.accept))
    with _no_search_for_cycles():
        summary.say_run(_run(settings, wishes))
    return 0


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Leave what refers to itself where it is, also at the end: this process ends soon.

    To search all that Prefect and Great Expectations keep took an eighth of a run of one page.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _run(settings: "Settings", wishes: "Wishes") -> "Run":
    from flows.run import run
    from flows.summary import Progress

    with Progress() as progress:
        return run(settings, _orchestrated, watch=progress.watch, wishes=wishes)


def _orchestrated(this: "Run") -> None:
    """Carry out the steps as a Prefect flow; nothing of it is imported before."""
    from flows.settings import set_prefect_environment

    this.watch("starting the flow", None)
    set_prefect_environment(this.settings)
    from flows.pipeline import carry_out

    carry_out(this)


def schedule(options: argparse.Namespace) -> int:
    """Run again and again."""
    from flows import schedule

    return schedule.serve(_settings(options, lands=True))


def status(options: argparse.Namespace) -> int:
    """Say what serves; 1 where that is older than promised and the caller asked."""
    settings = _settings(options)
    from flows import summary
    from flows.status import status
    from flows.terminal import write_json_value

    found = status(settings)
    if options.json:
        write_json_value(found)
    else:
        summary.say_status(settings, found)
    return 1 if options.fail_if_stale and not found["freshness"]["is_fresh"] else 0


def sql(options: argparse.Namespace) -> int:
    """Answer a query."""
    from flows import prompt

    return prompt.answer(_settings(options), options.query, _form(options))


def explain(options: argparse.Namespace) -> int:
    """Show where rows come from."""
    from flows.evidence import show_explanations
    from flows.explain import explain

    show_explanations(*explain(_settings(options), options.table, options.key))
    return 0


def quarantine(options: argparse.Namespace) -> int:
    """List the pages that were not loaded."""
    from flows.prompt import FORMS
    from flows.quarantine import quarantined

    FORMS[_form(options)](quarantined(_settings(options)))
    return 0


def _form(options: argparse.Namespace) -> str:
    return "csv" if options.csv else "json" if options.json else "table"


def dashboard(options: argparse.Namespace) -> int:
    """Serve the dashboards until Ctrl-C."""
    from dashboards.server import HOST, serve
    from flows.terminal import say

    settings = _settings(options)
    say(f"Dashboards: http://{HOST}:{options.port} (Ctrl-C ends them)")
    serve(settings, options.port)
    return 0


def docs(options: argparse.Namespace) -> int:
    """Make dbt's documentation."""
    from flows.build import document
    from flows.lock import lock
    from flows.terminal import say, short

    settings = _settings(options)
    with lock(settings):
        page = document(settings)
    say(f"Open {short(page)} in a browser.")
    return 0


def generations(options: argparse.Namespace) -> int:
    """List the generations."""
    from flows.keeping import say_generations

    say_generations(_settings(options))
    return 0


def rollback(options: argparse.Namespace) -> int:
    """Let an earlier generation serve."""
    from flows.generations import roll_back
    from flows.keeping import say_rolled_back
    from flows.lock import lock
    from flows.status import write_status

    settings = _settings(options)
    with lock(settings):
        target = roll_back(settings, options.generation)
        write_status(settings)
    say_rolled_back(target)
    return 0


def diff(options: argparse.Namespace) -> int:
    """Compare two generations."""
    from flows.diff import diff
    from flows.generations import find_pair
    from flows.keeping import say_diff

    settings = _settings(options)
    before, behind = find_pair(settings, options.before, options.behind)
    say_diff(before, behind, diff(settings, before, behind))
    return 0


def exclude(options: argparse.Namespace) -> int:
    """Record that a page is to be left out, or taken in again."""
    from flows.exclusions import exclude
    from flows.lock import lock
    from flows.terminal import say

    settings = _settings(options)
    with lock(settings):
        exclude(settings, options.page_key, options.why, is_excluded=not options.undo)
    how = "taken in again" if options.undo else "left out"
    say(f"The page is {how} by the next run.")
    return 0


def forget(options: argparse.Namespace) -> int:
    """Erase an author or a page from raw pages, tables and everything that was made of them."""
    from flows.forget import note_wish
    from flows.keeping import say_forgotten
    from flows.lock import lock
    from flows.steps import Wishes

    settings = _settings(options)
    with lock(settings):
        note_wish(settings, reviewer=options.reviewer, page_key=options.page)
    say_forgotten(_run(replace(settings, inboxes=()), Wishes()), options.reviewer)
    return 0


def verify(options: argparse.Namespace) -> int:
    """Look at everything that is kept; 4 where something is damaged."""
    from flows.errors import StoreDamaged
    from flows.keeping import say_verified
    from flows.lock import lock
    from flows.verify import verify

    settings = _settings(options)
    with lock(settings):
        sound = [say_verified(one) for one in verify(settings)]
    return 0 if all(sound) else StoreDamaged.exit_code
