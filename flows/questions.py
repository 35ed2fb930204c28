"""The questions of dashboards/queries, a file each, and whether tables can answer them.

A question is bound against every candidate before it can be published: a column that was dropped
or renamed stops the run that dropped it, not the reader who asks.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from flows import query
from flows.errors import BuildFailed
from flows.settings import PROJECT, Settings

QUERIES = PROJECT / "dashboards" / "queries"
_SHOWN = 10


def sql_of(question: str) -> str:
    """Give the SQL of a question."""
    return (QUERIES / f"{question}.sql").read_text("utf-8")


def check_questions(settings: Settings, path: Path) -> None:
    """Make sure that a database has every table and column that the questions ask for.

    Nothing is executed: DuckDB plans each question, with null for its $parameters. (Its PREPARE
    would not do: it goes no further than a parameter whose type is open.)

    Raises:
        BuildFailed: it lacks some; the message names the files and what they lack.

    """
    with query.connect(settings, path) as database:
        amiss = list(_amiss(database))
    if amiss:
        more = [f"  and {len(amiss) - _SHOWN} more"] if amiss[_SHOWN:] else []
        head = "Questions cannot be asked of the new tables; the last good generation still serves."
        advice = "Give the tables what is missing, or mend the questions, and run again."
        raise BuildFailed("\n".join([head, *amiss[:_SHOWN], *more, advice]))


def _amiss(database: query.Connection) -> Iterator[str]:
    for path in sorted(QUERIES.glob("*.sql")):
        if what := _why_not(database, path.read_text("utf-8")):
            yield f"  {path.parent.parent.name}/{path.parent.name}/{path.name}: {what}"


def _why_not(database: query.Connection, sql: str) -> str | None:
    """Say why a question cannot be asked; DuckDB names tables and columns, and quotes no row."""
    try:
        statements = database.extract_statements(sql)
        if [one.type for one in statements] != [duckdb.StatementType.SELECT]:
            return "is not one select"
        nulls = dict.fromkeys(statements[0].named_parameters)
        database.execute(f"explain {sql}", nulls or None)
    except duckdb.Error as error:
        return str(error).strip().splitlines()[0]
    return None
