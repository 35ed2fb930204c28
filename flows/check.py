"""Suites on tables: what is believed of the world, told apart from what must be true.

The only importer of great_expectations; imported when the step runs, because that import costs
seconds. Results hold counts and means, never page text: no values, no rows, no Data Docs.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from duckdb_engine import ConnectionWrapper, Dialect
from sqlalchemy.dialects import registry
from sqlalchemy.types import NULLTYPE

from flows.check_results import CheckOutcome, CheckResult, describe
from flows.check_tables import Tables, border_tables, gate_tables, has_parsed_tables
from flows.errors import FilmhouseError
from flows.machine import now
from flows.settings import PROJECT, Settings

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read when the next line imports it
import great_expectations as gx
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource

__all__ = ["CheckOutcome", "CheckResult", "check_border", "check_gate", "describe", "judge"]

SUITES: Final = PROJECT / "expectations"
MANY_PAGES: Final = 100
AGGREGATES: Final = frozenset({"share", "fill_rate", "mean", "volume"})
_WITHOUT_VALUES: Final = {"result_format": "SUMMARY", "exclude_unexpected_values": True}


def check_border(settings: Settings) -> CheckOutcome:
    """Judge the parsed tables of the batch: the observations that do not serve yet.

    Raises:
        StoreDamaged: a parsed table or the serving generation cannot be read.
        FilmhouseError: an expectation could not be evaluated.

    """
    if not has_parsed_tables(settings):
        return CheckOutcome(())
    with border_tables(settings) as tables:
        return CheckOutcome(judge(tables, *sorted(SUITES.glob("parsed_*.yml"))))


def check_gate(settings: Settings) -> CheckOutcome:
    """Judge the marts of the candidate, opened read-only.

    Raises:
        StoreDamaged: the candidate or the serving generation cannot be read.
        FilmhouseError: an expectation could not be evaluated.

    """
    with gate_tables(settings) as tables:
        return CheckOutcome(judge(tables, *sorted(SUITES.glob("mart_*.yml"))))


def judge(tables: Tables, *suite_files: Path) -> tuple[CheckResult, ...]:
    """Run suites, each on the table that its file is named after."""
    with _source(tables, map(_table_name, suite_files)) as source:
        return tuple(result for file in suite_files for result in _judge(source, tables, file))


def _table_name(suite_file: Path) -> str:
    return suite_file.stem.removeprefix("mart_")


class DuckDBWithoutTransactions(Dialect):
    """DuckDB for Great Expectations: the rollback on close would empty the shared result."""

    name = "duckdb"
    supports_statement_cache = False

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin nothing."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Commit nothing: nothing is written."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Roll nothing back."""

    def get_columns(self, connection: Any, table_name: str, *_: Any, **__: Any) -> Any:
        """Name the columns; the many queries meant for Postgres cost a third of a suite."""
        found = connection.exec_driver_sql(
            "select column_name from duckdb_columns() where table_name = $1 and "
            "database_name = current_database() order by column_index",
            (table_name,),
        )
        return [{"name": name, "type": NULLTYPE, "nullable": True} for (name,) in found]


registry.register("filmhouse", __name__, DuckDBWithoutTransactions.__name__)


@lru_cache(maxsize=1)
def _context() -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


@contextmanager
def _source(tables: Tables, table_names: Iterable[str]) -> Iterator[Any]:
    """Show tables to the context; it writes itself down anew for all that is added later."""
    source = SQLDatasource(
        name="tables",
        connection_string="filmhouse://",
        create_temp_table=False,
        kwargs={"creator": lambda: ConnectionWrapper(tables.connection.cursor())},
    )
    for name in table_names:
        source.add_table_asset(name, table_name=name)
    source = _context().add_datasource(datasource=source)
    try:
        yield source
    finally:
        source.get_engine().dispose()
        _context().data_sources.delete("tables")


def _judge(source: Any, tables: Tables, suite_file: Path) -> Iterator[CheckResult]:
    suite = yaml.safe_load(suite_file.read_text(encoding="utf-8"))
    asked = [one for one in suite["expectations"] if _asks_for(one) <= tables.numbers.keys()]
    table_name = _table_name(suite_file)
    asset = source.get_asset(table_name)
    said = asset.get_batch(asset.build_batch_request()).validate(
        gx.ExpectationSuite(**{**suite, "expectations": asked}),
        result_format=_WITHOUT_VALUES,
        expectation_parameters=dict(tables.numbers),
    )
    answers = {one.expectation_config.meta["name"]: one for one in said.results}
    row_count = tables.row_count(table_name)
    for one in asked:
        severity = effective_severity(one, row_count, tables)
        answer = answers[one["meta"]["name"]]
        yield _result(one, answer, severity, suite=suite_file.stem, table_name=table_name)


def _asks_for(expectation: dict[str, Any]) -> set[str]:
    """Name the numbers that an expectation compares with; without one it is not asked."""
    formulas = (one["$PARAMETER"] for one in expectation["kwargs"].values() if _is_formula(one))
    return {name for formula in formulas for name in re.findall(r"[a-z_]{2,}", formula)}


def _is_formula(value: Any) -> bool:
    return isinstance(value, dict) and "$PARAMETER" in value


def _result(
    expectation: dict[str, Any], answer: Any, severity: str, *, suite: str, table_name: str
) -> CheckResult:
    name = expectation["meta"]["name"]
    if answer.exception_info.get("raised_exception") is not False:
        raise FilmhouseError(
            f"The check {name} of expectations/{suite}.yml cannot be evaluated on {table_name}. "
            "This is a fault of Filmhouse, not of the pages: run its tests."
        )
    said = answer.result
    is_measured = "observed_value" not in said or said["observed_value"] is not None
    return CheckResult(
        suite=suite,
        table_name=table_name,
        check_name=name,
        severity=severity,
        success=bool(answer.success) or not is_measured,
        observed_value=_observed(said),
        checked_at=now(),
        failed_rows=_failed_rows(expectation["type"], said),
        note=expectation["notes"],
        advice=expectation["meta"]["what_to_do"],
    )


def effective_severity(expectation: dict[str, Any], row_count: int, tables: Tables) -> str:
    """Give the severity that counts: few pages, no rows or nothing to keep make it a warning.

    Without a previous generation nothing is critical: there is none that could go on serving.
    Shares, fill rates, means and volume say nothing of few pages, on either side of a comparison.
    """
    serving = tables.serving_page_count
    if expectation["severity"] != "critical" or row_count == 0 or serving is None:
        return "warning"
    pages = tables.batch_page_count
    if any(name.startswith("serving_") for name in _asks_for(expectation)):
        pages = min(pages, serving)
    is_judged = pages >= MANY_PAGES or expectation["meta"]["kind"] not in AGGREGATES
    return "critical" if is_judged else "warning"


def _observed(said: dict[str, Any]) -> str | None:
    """Put what was measured in numbers: rows that fail of rows that have a value, or a figure."""
    if "unexpected_count" in said:
        values = said["element_count"] - said.get("missing_count", 0)
        return f"{said['unexpected_count'] or 0}/{values}"
    value = said["observed_value"]
    return None if value is None else f"{float(value):.6g}"


def _failed_rows(expectation_type: str, said: dict[str, Any]) -> int | None:
    if expectation_type == "unexpected_rows_expectation":
        return int(said["observed_value"])
    return int(said["unexpected_count"] or 0) if "unexpected_count" in said else None
