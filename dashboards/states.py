"""What a reader is told when the last run failed, or there is nothing to show: one sentence."""

from typing import Any

from dashboards import data, show
from flows.errors import FilmhouseError, StoreDamaged, WrongUsage

OUTCOMES = {
    "published": ("✓", "The last run published a new generation"),
    "up_to_date": ("✓", "The last run found nothing new"),
    "failed": ("✗", "The last run failed"),
    "interrupted": ("✗", "The last run was killed"),
    "killed": ("✗", "The last run was killed"),
    "running": ("…", "A run had begun when this was written"),
}


def outcome(run: dict[str, Any]) -> tuple[str, str]:
    """Give sign and words for how a run ended."""
    ended = str(run.get("outcome"))
    return OUTCOMES.get(ended, ("!", f"The last run ended as {ended}"))


def last_run() -> None:
    """Say above every page that the last run failed; what is shown is older then."""
    run = data.told("last_run")
    sign, words = outcome(run)
    if run and sign == "✗":
        began = show.moment(run.get("started_at"))
        when = f" (it began {began})" if began else ""
        show.banner(
            sign,
            f"{words}{when}. What you see is the last good generation; "
            "the Pipeline page says why it stopped.",
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
