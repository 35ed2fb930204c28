"""What a run did, as one HTML file for people: figures, charts, checks; our own words only.

Everything is escaped, nothing is loaded, no script can run: the page forbids them to itself.
Text of pages is in none of it.
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flows.changes import Changes
from flows.check_results import CheckResult
from flows.generation import serving_id
from flows.journal import SEVERITIES, RunRecord
from flows.settings import Settings
from flows.store import write_text

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_TEMPLATE = Path(__file__).with_name("report.html.jinja")
_KEPT = 50


class Tile(NamedTuple):
    """A figure with its name and a word on it."""

    name: str
    figure: int
    note: str


class Chart(NamedTuple):
    """A chart with its finding, and the same as a table: names of columns, and rows."""

    words: str
    note: str
    drawn: "Markup"
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Overview(NamedTuple):
    """What the generation that a run published holds, and what has changed since the one before.

    compared says in a sentence what it was compared with, or why with nothing.
    """

    tiles: list[Tile]
    charts: list[Chart]
    compared: str
    changes: Changes | None


def write_report(
    settings: Settings,
    record: RunRecord,
    results: Iterable[CheckResult],
    overview: Overview | str | None = None,
) -> None:
    """Write the report of a run that checked or published something; the newest are kept.

    It is named after the generation that the run published, else after the run.
    overview: what was published, None where nothing was; a text says why it cannot be shown.
    """
    by_suite = [(name, _sorted(found)) for name, found in groupby(results, lambda one: one.suite)]
    by_suite.sort(key=lambda suite: _rank(suite[1][0]))
    if not by_suite and overview is None:
        return
    generation = serving_id(settings) if record.outcome == "published" else None
    text = _template().render(
        run=record, generation=generation, suites=by_suite, counts=_counts(by_suite),
        overview=overview,
    )  # fmt: skip
    write_text(text, settings.reports / f"{generation or record.run_key}.html")
    for old in sorted(settings.reports.glob("*.html"), key=_age)[:-_KEPT]:
        old.unlink()


def serving_report(settings: Settings) -> Path | None:
    """Give the report of the run that published what serves, if it is kept."""
    path = settings.reports / f"{serving_id(settings)}.html"
    return path if path.exists() else None


def failed_report(settings: Settings, run_key: str) -> Path | None:
    """Give the report of a run that published nothing, if it has one."""
    path = settings.reports / f"{run_key}.html"
    return path if path.exists() else None


def _age(report: Path) -> tuple[int, str]:
    return report.stat().st_mtime_ns, report.name


def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_TEMPLATE.read_text("utf-8"))


def _sorted(results: Iterable[CheckResult]) -> list[CheckResult]:
    """Give what failed first, and of that what stops a run first."""
    return sorted(results, key=lambda one: (*_rank(one), one.check_name))


def _rank(result: CheckResult) -> tuple[bool, int]:
    return (True, 0) if result.success else (False, SEVERITIES.index(result.severity))


def _counts(suites: list[tuple[str, list[CheckResult]]]) -> dict[str, int]:
    found = [one for _, results in suites for one in results]
    failed = [one.severity for one in found if not one.success]
    return {"passed": len(found) - len(failed), **{name: failed.count(name) for name in SEVERITIES}}
