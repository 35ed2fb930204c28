"""What runs and their checks said: one small file a run, written for failed runs too."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.settings import Settings
from flows.store import read_parquet, write_parquet

RUN_SCHEMA: dict[str, Any] = {
    "run_key": pl.String,
    "outcome": pl.String,
    "error": pl.String,
    "pages_landed": pl.Int64,
    "pages_parsed": pl.Int64,
    "pages_quarantined": pl.Int64,
    "duration_seconds": pl.Float64,
    "started_at": pl.Datetime("us"),
    "finished_at": pl.Datetime("us"),
}
CHECK_SCHEMA: dict[str, Any] = {
    "run_key": pl.String,
    "suite": pl.String,
    "table_name": pl.String,
    "check_name": pl.String,
    "severity": pl.String,
    "success": pl.Boolean,
    "observed_value": pl.String,
    "checked_at": pl.Datetime("us"),
}
SEVERITIES = ("critical", "accepted", "warning")  # what matters most first
_REMEDY = "Restore it from a copy, or remove it: what it says of its run is lost then."


@dataclass(frozen=True)
class RunRecord:
    """One row of fact_run. outcome: running, published, up_to_date, failed or interrupted."""

    run_key: str
    outcome: str
    started_at: datetime
    error: str | None = None
    pages_landed: int = 0
    pages_parsed: int = 0
    pages_quarantined: int = 0
    duration_seconds: float | None = None
    finished_at: datetime | None = None


def write_run(settings: Settings, record: RunRecord) -> None:
    """Write or replace the row of a run; an error may name a file that is no UTF-8."""
    error = record.error and record.error.encode(errors="backslashreplace").decode()
    row = {**asdict(record), "error": error}
    _write([row], RUN_SCHEMA, run_path(settings, record.run_key))


def begin(settings: Settings, record: RunRecord) -> None:
    """Write the row of a run that begins; see to it that there is a file of checks to read."""
    write_run(settings, record)
    if not any(settings.journal.glob("check/*.parquet")):
        write_checks(settings, "none", ())


def write_checks(settings: Settings, run_key: str, results: Iterable[Any]) -> None:
    """Write or replace the check rows of a run (check.CheckResult has the columns)."""
    fields = [name for name in CHECK_SCHEMA if name != "run_key"]
    rows = [{"run_key": run_key, **{name: getattr(r, name) for name in fields}} for r in results]
    _write(rows, CHECK_SCHEMA, check_path(settings, run_key))


def run_path(settings: Settings, run_key: str) -> Path:
    """Give the file of a run's row."""
    return settings.journal / "run" / f"{run_key}.parquet"


def check_path(settings: Settings, run_key: str) -> Path:
    """Give the file of a run's check rows."""
    return settings.journal / "check" / f"{run_key}.parquet"


def close_interrupted(settings: Settings, is_published: Callable[[str], bool]) -> None:
    """Say of a run that began and never ended that it was interrupted, or did publish.

    Called under the lock of the warehouse, when no run can still be running. Only the last
    ones can have been left so: every run looks before it begins.
    """
    for run in _runs(settings, last=20).filter(outcome="running").to_dicts():
        outcome = "published" if is_published(run["run_key"]) else "interrupted"
        write_run(settings, RunRecord(**{**run, "outcome": outcome}))


def last_run(settings: Settings) -> RunRecord | None:
    """Give the record of the run that started last."""
    last = _runs(settings, last=1).to_dicts()
    return RunRecord(**last[0]) if last else None


def recent_runs(settings: Settings) -> list[RunRecord]:
    """Give the records of the last runs, in the order in which they began."""
    return [RunRecord(**row) for row in _runs(settings, last=200).to_dicts()]


def failed_checks(settings: Settings, run_key: str) -> list[dict[str, Any]]:
    """Give the checks of a run that failed, critical ones first."""
    path = check_path(settings, run_key)
    if not path.exists():
        return []
    failed = read_parquet(path, _REMEDY).filter(~pl.col("success"))
    rank = pl.col("severity").cast(pl.Enum(SEVERITIES))
    return failed.sort(rank, "table_name", "check_name").to_dicts()


def _runs(settings: Settings, last: int) -> pl.DataFrame:
    """Give the rows of the last runs; the names of their files sort by time."""
    paths = sorted(settings.journal.glob("run/*.parquet"))[-last:]
    try:
        return pl.read_parquet(paths, glob=False) if paths else pl.DataFrame(schema=RUN_SCHEMA)
    except pl.exceptions.PolarsError:
        for path in paths:  # to name the damaged one
            read_parquet(path, _REMEDY)
        raise


def _write(rows: list[dict[str, Any]], schema: dict[str, Any], path: Path) -> None:
    write_parquet(pl.DataFrame(rows, schema=schema), path)
