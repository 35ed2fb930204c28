"""What a run's checks said, as one HTML file for people: numbers, ids and our own words.

Everything is escaped, nothing is loaded, no script can run: the page forbids them to itself.
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from flows.check_results import CheckResult
from flows.journal import RunRecord
from flows.settings import Settings
from flows.store import write_text

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE = Path(__file__).with_name("report.html.jinja")
_ORDER = {"critical": 0, "accepted": 1, "warning": 2}
_KEPT = 50


def write_report(settings: Settings, record: RunRecord, results: Iterable[CheckResult]) -> None:
    """Write the report of a run that checked something; the newest reports are kept."""
    by_suite = [(name, _sorted(found)) for name, found in groupby(results, lambda one: one.suite)]
    by_suite.sort(key=lambda suite: _rank(suite[1][0]))
    if not by_suite:
        return
    text = _template().render(run=record, suites=by_suite, counts=_counts(by_suite))
    write_text(text, settings.reports / f"{record.run_key}.html")
    for old in sorted(settings.reports.glob("*.html"))[:-_KEPT]:
        old.unlink()


def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_TEMPLATE.read_text("utf-8"))


def _sorted(results: Iterable[CheckResult]) -> list[CheckResult]:
    """Give what failed first, and of that what stops a run first."""
    return sorted(results, key=lambda one: (*_rank(one), one.check_name))


def _rank(result: CheckResult) -> tuple[bool, int]:
    return (True, 0) if result.success else (False, _ORDER[result.severity])


def _counts(suites: list[tuple[str, list[CheckResult]]]) -> dict[str, int]:
    found = [one for _, results in suites for one in results]
    failed = [one.severity for one in found if not one.success]
    return {"passed": len(found) - len(failed), **{name: failed.count(name) for name in _ORDER}}
