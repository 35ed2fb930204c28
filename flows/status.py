"""What serves, how the last run ended, and whether that is fresh enough: for people and monitors.

Written to warehouse/STATUS.json behind every run, and asked for by `filmhouse status`. Holds
numbers, ids and our own words, never page text.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from flows import journal, query
from flows.errors import FilmhouseError
from flows.generations import generations, put_aside
from flows.journal import RunRecord
from flows.lock import is_held
from flows.machine import now
from flows.settings import Settings
from flows.store import write_text

_CHECK = ("severity", "table_name", "check_name", "observed_value")
GOOD = ("published", "up_to_date")


def write_status(settings: Settings) -> None:
    """Write what a monitor reads; a file that is whole or the one before."""
    text = json.dumps(status(settings, is_running=False), indent=1, ensure_ascii=False)
    write_text(f"{text}\n", settings.status)


def status(settings: Settings, *, is_running: bool | None = None) -> dict[str, Any]:
    """Say what serves and how the last run ended; times are in UTC, ages in seconds.

    is_running: whether a run holds the warehouse now; None asks its lock.
    """
    time = now()
    is_running = is_held(settings) if is_running is None else is_running
    last = journal.last_run(settings)
    return {
        "written_at": _time(time),
        "serving": _serving(settings, time),
        "last_run": last and _run(last, is_running=is_running),
        "failing_checks": _failing(settings, last),
        "freshness": _freshness(settings, time),
    }


def _failing(settings: Settings, last: RunRecord | None) -> list[dict[str, Any]]:
    """Give the checks that the last run failed, critical ones first."""
    failed = journal.failed_checks(settings, last.run_key) if last else []
    return [{name: one[name] for name in _CHECK} for one in failed]


def _serving(settings: Settings, time: datetime) -> dict[str, Any] | None:
    for one in generations(settings):
        if one.is_serving:
            return {
                "generation_id": one.generation_id,
                "published_at": _time(one.published_at),
                "age_seconds": round((time - one.published_at).total_seconds()),
                "is_rolled_back": bool(put_aside(settings)),
                **_counts(settings),
            }
    return None


def _counts(settings: Settings) -> dict[str, Any]:
    try:
        return {"damage": None, **query.counts(settings)}
    except FilmhouseError as error:  # damaged, or not one of ours: said, and not served in silence
        return {"damage": str(error)}


def _run(last: RunRecord, *, is_running: bool) -> dict[str, Any]:
    is_killed = last.outcome == "running" and not is_running
    return {
        "run_key": last.run_key,
        "outcome": "killed" if is_killed else last.outcome,
        "started_at": _time(last.started_at),
        "finished_at": last.finished_at and _time(last.finished_at),
        "error": last.error,
    }


def _freshness(settings: Settings, time: datetime) -> dict[str, Any]:
    """Say when a run last brought the tables up to date, or found nothing new."""
    good = [run.finished_at for run in journal.recent_runs(settings) if run.outcome in GOOD]
    times = [one for one in good if one] + [
        one.published_at for one in generations(settings) if one.is_serving
    ]
    latest = max(times, default=None)
    promise = timedelta(hours=settings.fresh_hours)
    return {
        "promised_hours": settings.fresh_hours,
        "up_to_date_at": latest and _time(latest),
        "is_fresh": latest is not None and time - latest <= promise,
    }


def _time(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
