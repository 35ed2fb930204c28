"""The tables that the suites judge: a private database in memory, gone with the check.

At the border it shows the batch (the observations that the serving generation does not have) as
`parsed_<noun>`; at the gate the candidate's marts. The warehouse's files are opened read-only.
Nothing is copied but narrow tables of numbers, which spill to disk: memory stays bounded.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path

import duckdb

from flows.check_views import (
    BATCH,
    BATCH_NUMBERS,
    CANDIDATE_NUMBERS,
    MACROS,
    SERVING_HISTORY_NUMBERS,
    SERVING_NUMBERS,
)
from flows.errors import StoreDamaged
from flows.settings import Settings
from flows.workspace import attach, quoted, workspace

# Dimensions with an unknown member, which no belief is about.
_KEYS = {
    "dim_film": "film_key",
    "dim_person": "person_key",
    "dim_provider": "provider_key",
    "dim_reviewer": "reviewer_key",
}


@dataclass(frozen=True)
class Tables:
    """An open database for suites, and the numbers that their beliefs refer to.

    Numbers that begin with `serving_` are those of the previous generation; none without one.
    """

    connection: duckdb.DuckDBPyConnection
    numbers: Mapping[str, float]

    @property
    def batch_page_count(self) -> int:
        """Count of the pages in the batch."""
        return int(self.numbers.get("batch_page_count", 0))

    @property
    def serving_page_count(self) -> int | None:
        """Count of the pages in the serving generation; None without one."""
        count = self.numbers.get("serving_page_count")
        return None if count is None else int(count)

    def row_count(self, table_name: str) -> int:
        """Count the rows of a table that a suite judges."""
        row = self.connection.execute(f'select count(*) from "{table_name}"').fetchone()  # noqa: S608 (a table of ours)
        return int(row[0]) if row else 0


@contextmanager
def border_tables(settings: Settings) -> Iterator[Tables]:
    """Open the parsed tables of the batch.

    Raises:
        StoreDamaged: a parsed table or the serving generation cannot be read.

    """
    with _database(settings) as connection, _culprit(settings.parsed, "parsed tables"):
        for noun in filter(Path.is_dir, settings.parsed.iterdir()):
            _show(connection, f"found_{noun.name}", noun)
        _show(connection, "found_observations", settings.observations)
        connection.execute(BATCH)
        yield Tables(connection, _numbers(connection, BATCH_NUMBERS, settings))


@contextmanager
def gate_tables(settings: Settings) -> Iterator[Tables]:
    """Open the marts of the candidate.

    Raises:
        StoreDamaged: the candidate or the serving generation cannot be read.

    """
    with _database(settings) as connection:
        attach(connection, settings.candidate, "candidate")
        marts = connection.execute(
            "select table_name from information_schema.tables where table_catalog = 'candidate'"
        ).fetchall()
        for (mart,) in marts:
            known = f"where {_KEYS[mart]} <> 'unknown'" if mart in _KEYS else ""
            connection.execute(f'create view "{mart}" as from candidate.main."{mart}" {known}')
        yield Tables(connection, _numbers(connection, CANDIDATE_NUMBERS, settings))


def has_parsed_tables(settings: Settings) -> bool:
    """Say whether there is anything that the border could judge."""
    folders = (settings.parsed / "pages", settings.observations)
    return all(any(folder.glob("*.parquet")) for folder in folders)


def _numbers(
    connection: duckdb.DuckDBPyConnection, own: str, settings: Settings
) -> dict[str, float]:
    with _culprit(settings.current, "serving generation"):
        return measure(connection, own, settings.current.exists())


@contextmanager
def _culprit(path: Path, what: str) -> Iterator[None]:
    """Name the file or folder that DuckDB stumbled over, unless DuckDB itself has failed."""
    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.FatalException, duckdb.InternalException):
        raise
    except duckdb.Error as error:
        raise StoreDamaged(
            f"{path}: the {what} cannot be read ({type(error).__name__}). "
            "Remove it and run again: it is made anew from the raw pages."
        ) from error


def measure(connection: duckdb.DuckDBPyConnection, own: str, has_serving: bool) -> dict[str, float]:
    """Give the numbers of the batch and of the serving generation; a null one is left out."""
    queries = (own, *_serving_queries(connection)) if has_serving else (own,)
    numbers: dict[str, float] = {}
    for query in queries:
        found = connection.execute(query)
        names = [column[0] for column in found.description or []]
        numbers.update(zip(names, found.fetchone() or (), strict=True))
    return {name: number for name, number in numbers.items() if number is not None}


def _serving_queries(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Give what can be asked of the serving generation: an old one may lack a table."""
    yield SERVING_NUMBERS
    if connection.execute(
        "select 1 from duckdb_tables() "
        "where database_name = 'serving' and table_name = 'bridge_similar_history'"
    ).fetchone():
        yield SERVING_HISTORY_NUMBERS


@contextmanager
def _database(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    settings.spill.parent.mkdir(parents=True, exist_ok=True)  # DuckDB makes the last folder only
    with workspace(settings) as connection:
        connection.execute(MACROS)
        _show_serving(connection, settings.current)
        yield connection


def _show_serving(connection: duckdb.DuckDBPyConnection, current: Path) -> None:
    served = "select cast(null as varchar) as observation_key limit 0"
    if current.exists():
        attach(connection, current.resolve(), "serving")
        served = "select observation_key from serving.main.fact_observation"
    connection.execute(f"create view served_observations as {served}")


def _show(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    files = quoted(f"{escape(str(folder))}/*.parquet")
    connection.execute(f"create view {name} as from read_parquet({files})")
