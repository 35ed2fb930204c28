"""What a reader is told when the last run failed, or there is nothing to show: one sentence."""

from dashboards import data, show
from flows.errors import FilmhouseError, StoreDamaged, WrongUsage


def last_run() -> None:
    """Say above every page that the last run failed; what is shown is older then."""
    run = data.last_status().get("last_run") or {}
    if run.get("outcome") in {"failed", "killed"}:
        _banner(
            "bad",
            "✗",
            f"The last run {run['outcome']} on {run['started_at'].replace('T', ' at ')} UTC. "
            "What you see is the last good generation; the Pipeline page says why it stopped.",
        )


def stopped(error: FilmhouseError) -> None:
    """Say why a page cannot be shown, and what to do."""
    if isinstance(error, WrongUsage) and data.shown() is None:
        show.nothing("Nothing is published yet. Run `make run`; this page then shows it by itself.")
    elif isinstance(error, StoreDamaged):
        show.nothing(
            "The serving generation cannot be read. Run `filmhouse verify` to see what is damaged, "
            "then `make run`: it is made anew from the raw pages."
        )
    else:
        show.nothing(f"This page cannot be drawn. {error}")


def _banner(state: str, sign: str, words: str) -> None:
    show.html('<p class="fh-banner fh-{}" role="alert"><b>{}</b> {}</p>', state, sign, words)
