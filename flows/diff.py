"""Two generations compared, table by table: rows added, removed and changed, some in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from flows.generations import Generation
from flows.marts import Mart, marts
from flows.settings import Settings
from flows.workspace import attach, workspace

_SAMPLES = 3
_JOURNAL = ("fact_run", "fact_check")  # of every run, so they differ always
_NAMES = ("title", "name", "credited_name", "similar_title", "name_form", "caveat_name", "origin",
          "review_text")  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A row that differs; changes are (column, value before, value behind)."""

    sign: str
    name: str
    changes: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True)
class TableDiff:
    """How a table of two generations differs, in rows by its key."""

    table_name: str
    added: int
    removed: int
    changed: int
    samples: tuple[Sample, ...]


def diff(settings: Settings, before: Generation, behind: Generation) -> list[TableDiff]:
    """Compare two generations; tables without a difference, or in one of them only, are left out.

    Raises:
        StoreDamaged: a generation cannot be opened.

    """
    with workspace(settings) as connection:
        attach(connection, before.path, "before")
        attach(connection, behind.path, "behind")
        found = (_table_diff(connection, one) for one in marts() if one.name not in _JOURNAL)
        return [one for one in found if one and one.added + one.removed + one.changed]


def _table_diff(connection: duckdb.DuckDBPyConnection, mart: Mart) -> TableDiff | None:
    columns = _shared_columns(connection, mart)
    if not set(mart.key) <= set(columns):
        return None
    connection.execute(f"create or replace temp view differing as {_differing(mart, columns)}")
    counted = connection.execute("select sign, count(*) from differing group by sign").fetchall()
    counts = dict(counted)
    samples = tuple(_samples(connection, mart, columns)) if counts else ()
    return TableDiff(mart.name, counts.get("+", 0), counts.get("-", 0), counts.get("~", 0), samples)


def _shared_columns(connection: duckdb.DuckDBPyConnection, mart: Mart) -> list[str]:
    found = connection.execute(
        "select column_name from duckdb_columns() where table_name = $table "
        "and database_name in ('before', 'behind') group by column_name "
        "having count(*) = 2 order by min(column_index)",
        {"table": mart.name},
    ).fetchall()
    return [name for (name,) in found]


def _differing(mart: Mart, columns: list[str]) -> str:
    """Give SQL for the keys of rows that differ, each with its sign."""
    key, row = ", ".join(mart.key), ", ".join(columns)
    sides = [(f"before_rows.{one}", f"behind_rows.{one}", one) for one in mart.key]
    same = " and ".join(f"{before} is not distinct from {behind}" for before, behind, _ in sides)
    keys = ", ".join(f"coalesce({before}, {behind}) as {one}" for before, behind, one in sides)
    return f"""
        with before_rows as (select {key}, hash({row}) as said from before.main.{mart.name}),
        behind_rows as (select {key}, hash({row}) as said from behind.main.{mart.name})
        select
            {keys},
            case
                when before_rows.said is null then '+'
                when behind_rows.said is null then '-'
                else '~'
            end as sign
        from before_rows full join behind_rows on {same}
        where before_rows.said is distinct from behind_rows.said
    """  # noqa: S608 (names of our own tables)


def _samples(
    connection: duckdb.DuckDBPyConnection, mart: Mart, columns: list[str]
) -> Iterator[Sample]:
    for sign in "+-~":
        keys = connection.execute(
            f"select {', '.join(mart.key)} from differing where sign = $sign "  # noqa: S608 (names of our own columns)
            f"order by all limit {_SAMPLES}",
            {"sign": sign},
        ).fetchall()
        yield from (_sample(connection, mart, columns, sign, key) for key in keys)


def _sample(
    connection: duckdb.DuckDBPyConnection,
    mart: Mart,
    columns: list[str],
    sign: str,
    key: tuple[Any, ...],
) -> Sample:
    before, behind = (_row(connection, side, mart, columns, key) for side in ("before", "behind"))
    row = behind or before
    name = next((str(row[one]) for one in _NAMES if row.get(one)), None)
    name = name or _film_of(connection, row) or " ".join(map(str, key))
    changed = (one for one in columns if sign == "~" and before[one] != behind[one])
    return Sample(sign, name, tuple((one, before[one], behind[one]) for one in changed))


def _film_of(connection: duckdb.DuckDBPyConnection, row: dict[str, Any]) -> str | None:
    found = connection.execute(
        "select title from behind.main.dim_film where film_key = $film "
        "union all select title from before.main.dim_film where film_key = $film",
        {"film": row.get("film_key")},
    ).fetchone()
    return None if found is None else f"of {found[0]}"


def _row(
    connection: duckdb.DuckDBPyConnection,
    side: str,
    mart: Mart,
    columns: list[str],
    key: tuple[Any, ...],
) -> dict[str, Any]:
    is_it = " and ".join(f"{name} is not distinct from ?" for name in mart.key)
    found = connection.execute(
        f"select {', '.join(columns)} from {side}.main.{mart.name} where {is_it}",  # noqa: S608 (names of our own tables)
        list(key),
    ).fetchone()
    return dict(zip(columns, found, strict=True)) if found else {}
