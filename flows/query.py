"""Read-only, sandboxed access to the serving generation, and what it counts.

The database is opened under its real path, read-only; extensions, files and the network are
closed to it, and its configuration is locked.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from flows.errors import StoreDamaged, WrongUsage
from flows.settings import Settings

if TYPE_CHECKING:
    import polars as pl

Connection = duckdb.DuckDBPyConnection
_SPILL_LIMIT = "8GB"  # what a query may put on disk beside the generation


class Answer(NamedTuple):
    """Column names and rows of a query."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


_COUNTS = """
    select
        (select count(*) from dim_film where film_key <> 'unknown') as films,
        (select count(*) from dim_film where has_page) as films_with_page,
        (select count(*) from dim_person where person_key <> 'unknown') as people,
        (select count(*) from fact_review) as reviews,
        (select count(*) from bridge_similar) as related_films,
        (select count(*) from dim_page where status = 'loaded') as loaded,
        (select count(*) from dim_page where status = 'loaded_with_defects') as with_defects,
        (select count(*) from dim_page where status = 'quarantined') as quarantined
"""


def connect(settings: Settings, generation: Path | None = None) -> Connection:
    """Open a generation for reading, by default the one that serves.

    Raises:
        WrongUsage: nothing was published yet.
        StoreDamaged: the generation cannot be opened.

    """
    path = generation or settings.current.resolve()
    if not path.exists():
        raise WrongUsage(f"Nothing is published in {settings.home} yet. Run `filmhouse run` first.")
    try:
        return duckdb.connect(
            str(path),
            read_only=True,
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": settings.memory_limit,
                "max_temp_directory_size": _SPILL_LIMIT,
                "enable_external_access": "false",
                "lock_configuration": "true",
            },
        )
    except duckdb.Error as error:
        raise StoreDamaged(
            f"{path}: cannot be opened. Remove this file and run again: it "
            f"is made anew from the raw pages. {error}"
        ) from None


def ask(database: Connection, sql: str, values: Mapping[str, Any] | None = None) -> Answer:
    """Run a query, with values for its $parameters.

    Raises:
        WrongUsage: DuckDB does not accept or cannot answer it.
        StoreDamaged: the generation cannot be read.

    """
    with _explained():
        cursor = database.execute(sql, dict(values)) if values else database.execute(sql)
        if cursor is None:  # nothing but comments
            return Answer([], [])
        columns = [name for name, *_ in cursor.description or []]
        return Answer(columns, cursor.fetchall() if columns else [])


def table(database: Connection, sql: str, values: Mapping[str, Any]) -> "pl.DataFrame":
    """Run a query as `ask` does; give its answer as a table whose columns keep their types."""
    with _explained():
        return database.execute(sql, dict(values)).pl()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except duckdb.IOException as error:
        raise StoreDamaged(f"The generation cannot be read. {error}") from None
    except (duckdb.Error, UnicodeError, OverflowError) as error:
        raise WrongUsage(f"The query cannot be answered. {error}") from None


def counts(settings: Settings) -> dict[str, int]:
    """Give the counts that a summary names, of the serving generation."""
    with connect(settings) as database:
        columns, rows = ask(database, _COUNTS)
    return dict(zip(columns, rows[0], strict=True))
