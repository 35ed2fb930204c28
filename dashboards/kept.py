"""What runs leave beside the serving generation: how the last one ended, reports, generations."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from dashboards import data
from flows.generations import generations, put_aside

_REPORTS_OFFERED = 10
_ID_LENGTH = 12
_SIGNS = {"critical": "✗ failed", "accepted": "~ accepted", "warning": "! warning"}
_CHECK = ("table_name", "check_name", "observed_value")


def last_run() -> dict[str, Any]:
    """Give how the last run ended, published or not; empty where nothing tells it."""
    return data.told("last_run")


def serving() -> dict[str, Any]:
    """Give what served when the last run ended; empty where nothing tells it, or nothing did."""
    return data.told("serving")


def failing_checks() -> pl.DataFrame:
    """Give the checks that the last run failed, those that stop a run first."""
    told = data.last_status().get("failing_checks")
    checks = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    rows = [
        [_SIGNS[one["severity"]], *(one.get(name) for name in _CHECK)]
        for one in checks
        if str(one.get("severity")) in _SIGNS
    ]
    return pl.DataFrame(rows, [(name, pl.String) for name in ("result", *_CHECK)], orient="row")


def reports() -> dict[str, Path]:
    """Give the newest reports of runs under a name for each, the newest first."""
    found = []
    for path in data.settings().reports.glob("*.html"):
        try:
            found.append((path.stat().st_mtime, path))
        except OSError:
            continue  # a run removes the oldest
    newest = sorted(found, reverse=True)[:_REPORTS_OFFERED]
    return {f"{_minute(at)} · {_told(path.stem)}": path for at, path in newest}


def published() -> pl.DataFrame:
    """Give the generations that are kept, the newest first."""
    try:
        kept, aside = generations(data.settings()), put_aside(data.settings())
    except OSError:  # a run removes the oldest
        kept, aside = [], set()
    rows = [
        (
            "✓ serves" if one.is_serving else "put aside" if one.generation_id in aside else "kept",
            one.generation_id[:_ID_LENGTH],
            one.published_at.replace(microsecond=0),
            f"{one.byte_count / 1e6:,.1f} MB",
        )
        for one in kept
    ]
    names: dict[str, Any] = {
        "standing": pl.String,
        "generation": pl.String,
        "published_at": pl.Datetime("us"),
        "size": pl.String,
    }
    return pl.DataFrame(rows, names, orient="row")


def _minute(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"


def _told(name: str) -> str:
    """Say what a report is named after: the generation that its run published, or the run."""
    is_generation = len(name) == 64 and "-" not in name
    return f"generation {name[:_ID_LENGTH]}" if is_generation else f"run {name}"
