"""A private DuckDB in memory, gone after use: bounded, closed to extensions and the network."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from flows.errors import FilmhouseError, StoreDamaged
from flows.settings import Settings


@contextmanager
def workspace(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a private database in memory, which spills into the folder of the build.

    Raises:
        FilmhouseError: what was asked needs more memory than the limit.

    """
    connection = duckdb.connect(":memory:", config=settings.duckdb_config)
    try:
        yield connection
    except duckdb.OutOfMemoryException as error:
        raise FilmhouseError(
            f"This needs more memory than FILMHOUSE_MEMORY_LIMIT={settings.memory_limit}. "
            "Raise it and run again."
        ) from error
    finally:
        connection.close()


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach one of our databases read-only.

    Raises:
        StoreDamaged: it cannot be opened.

    """
    try:
        connection.execute(f"attach {quoted(str(path))} as {name} (read_only)")
    except duckdb.Error as error:
        raise StoreDamaged(
            f"{path}: the {name} database cannot be opened. "
            "Remove it, and a link to it, and run again: it is made anew from the raw pages."
        ) from error


def quoted(text: str) -> str:
    """Give a text as a SQL literal; for our own paths, never for text of pages."""
    return "'" + text.replace("'", "''") + "'"
