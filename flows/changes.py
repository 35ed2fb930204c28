"""What a generation has that the one before had not, in numbers: cheap enough for every run.

Rows are counted and two narrow columns of the films compared; `diff` looks at every row.
"""

from pathlib import Path
from typing import NamedTuple

import duckdb

from flows.errors import StoreDamaged
from flows.marts import marts
from flows.settings import Settings
from flows.workspace import attach, workspace

_JOURNAL = ("fact_run", "fact_check")  # they grow with every run
_FILMS = """
    select
        count(*) filter (where old_film.film_key is null) as films_new,
        count(*) filter (
            where old_film.film_key is null and new_film.has_page
        ) as films_new_with_page,
        count(*) filter (where new_film.film_key is null) as films_gone,
        count(*) filter (where new_film.has_page and not old_film.has_page) as films_fetched,
        count(*) filter (
            where new_film.has_page
            and old_film.has_page
            and new_film.rating is distinct from old_film.rating
        ) as ratings_changed
    from before.main.dim_film as old_film
    full join behind.main.dim_film as new_film on old_film.film_key = new_film.film_key
"""


class TableRows(NamedTuple):
    """How many rows a table had and has; None where it was not there."""

    table_name: str
    before: int | None
    behind: int | None


class Changes(NamedTuple):
    """What is other than before; a film is fetched when it has a page and was only mentioned."""

    films_new: int
    films_new_with_page: int
    films_gone: int
    films_fetched: int
    ratings_changed: int
    tables: tuple[TableRows, ...]


def changes(settings: Settings, before: Path, behind: Path) -> Changes:
    """Compare two generations by their counts and their films.

    Raises:
        StoreDamaged: one of them cannot be opened, or has not the columns of today.

    """
    with workspace(settings) as connection:
        attach(connection, before, "before")
        attach(connection, behind, "behind")
        try:
            films = connection.execute(_FILMS).fetchone() or (0, 0, 0, 0, 0)
            sides = [_row_counts(connection, side) for side in ("before", "behind")]
        except (duckdb.BinderException, duckdb.CatalogException, duckdb.IOException) as error:
            raise StoreDamaged(f"{before}: cannot be compared with {behind}.") from error
    names = (one.name for one in marts() if one.name not in _JOURNAL)
    tables = (TableRows(one, *(side.get(one) for side in sides)) for one in names)
    return Changes._make((*films, tuple(tables)))


def _row_counts(connection: duckdb.DuckDBPyConnection, side: str) -> dict[str, int]:
    """Count the rows of every table and view of ours that a generation has."""
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = $side "
        "union all select view_name from duckdb_views() where database_name = $side "
        "and not internal",
        {"side": side},
    ).fetchall()
    known = {one.name for one in marts()}
    names = [name for (name,) in found if name in known]
    counts = ", ".join(f"(select count(*) from {side}.main.{name})" for name in names)  # noqa: S608 (names of our own tables)
    row = connection.execute(f"select {counts}").fetchone() if names else ()
    return dict(zip(names, row or (), strict=True))
