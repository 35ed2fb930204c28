"""What a run tells when it has ended: STATUS.json for monitors, a report for people."""

import traceback
from collections.abc import Iterable
from pathlib import Path

from flows.check_results import CheckResult
from flows.journal import RunRecord
from flows.report import Overview, write_report
from flows.settings import Settings
from flows.status import write_status


def tell(
    settings: Settings, record: RunRecord, checks: Iterable[CheckResult], before: Path | None
) -> None:
    """Bring what monitors and people look at up to date; before is what served before the run."""
    write_status(settings)
    overview = _overview(settings, before) if record.outcome == "published" else None
    write_report(settings, record, checks, overview)


def _overview(settings: Settings, before: Path | None) -> Overview | str:
    """Tell what serves now; charts are imported here, so only where a run has published.

    It did publish: that it cannot be shown is said in the report, and makes no run fail.
    """
    try:
        from dashboards.report import overview

        return overview(settings, before)
    except Exception as error:
        log_bug(settings, error)
        return (
            f"What it holds cannot be shown ({type(error).__name__}). This is a bug of "
            f"Filmhouse; please report it with {settings.log}"
        )


def log_bug(settings: Settings, error: Exception) -> None:
    """Keep a traceback in a file: it is for us, and may quote a page."""
    trace = "".join(traceback.format_exception(error))
    settings.log.write_text(trace, encoding="utf-8", errors="backslashreplace")
