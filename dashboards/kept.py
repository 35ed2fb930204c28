"""What runs leave beside the serving generation: how the last one ended, reports, generations."""

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
    return _part("last_run")


def serving() -> dict[str, Any]:
    """Give what served when the last run ended; empty where nothing tells it, or nothing did."""
    return _part("serving")


def failing_checks() -> pl.DataFrame:
    """Give the checks that the last run failed, those that stop a run first."""
    told = data.last_status().get("failing_checks")
    checks = [one for one in told or [] if isinstance(one, dict)]
    rows = [
        [_SIGNS[severity], *(one.get(name) for name in _CHECK)]
        for severity in _SIGNS
        for one in checks
        if one.get("severity") == severity
    ]
    return pl.DataFrame(rows, [(name, pl.String) for name in ("result", *_CHECK)], orient="row")


def reports() -> list[Path]:
    """Give the newest reports of runs, the newest first."""
    found = []
    for path in data.settings().reports.glob("*.html"):
        try:
            found.append((path.stat().st_mtime_ns, path))
        except OSError:
            continue  # a run removes the oldest
    return [path for _, path in sorted(found, reverse=True)[:_REPORTS_OFFERED]]


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
    return pl.DataFrame(rows, ["standing", "generation", "published_at", "size"], orient="row")


def _part(name: str) -> dict[str, Any]:
    part = data.last_status().get(name)
    return part if isinstance(part, dict) else {}
