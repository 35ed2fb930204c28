"""The proof that every cell is a quotation: each row's texts stand in the bytes it points at.

All rows with lineage of all marts of the candidate are looked up in the raw packs, in one pass;
of an increment those that it wrote and that do not serve: the others were looked up when they came.
Only excerpts of quarantined pages are left out: those are no text, and are spelled out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from flows.errors import StoreDamaged
from flows.marts import Mart, marts
from flows.quotes import plain_ends, readable_packs, show_quotes
from flows.settings import Settings
from flows.workspace import attach, workspace

_UNION: Final = "\nunion all\n"


@dataclass(frozen=True)
class QuoteOutcome:
    """How many rows were looked up, of an increment places and texts; all of them hold."""

    rows_quoted: int


def check_quotes(
    settings: Settings, database: Path | None = None, *, is_increment: bool = False
) -> QuoteOutcome:
    """Look every row with lineage that the build wrote up in the raw pages.

    database: another one than the candidate, all of whose rows are looked up.

    Raises:
        StoreDamaged: a row's text does not stand where it says, or its page is not there.

    """
    with workspace(settings) as connection:
        attach(connection, database or settings.candidate, "candidate")
        if is_increment:
            attach(connection, settings.scratch, "scratch")
            attach(connection, settings.serving, "serving")
            new = f"({_places('candidate', _touched)}) except ({_places('serving', _touched)})"
            connection.execute(f"create table places as {new}")
        else:
            connection.execute(f"create view places as {_places('candidate', _any)}")
        with readable_packs(settings):
            show_quotes(connection, settings)
            return QuoteOutcome(_prove(connection))


def _places(database: str, condition: Callable[[Mart, str], str]) -> str:
    """Give SQL for the rows of all marts with lineage that a condition holds for."""
    quoting = (one for one in marts() if one.has_lineage and not one.is_view)
    return _UNION.join(_places_of(one, database, condition(one, database)) for one in quoting)


def _any(_mart: Mart, _database: str) -> str:
    return "true"


def _touched(mart: Mart, database: str) -> str:
    """Give SQL for the rows that an increment may have written, found before texts are read."""
    keys = (
        f"{key} in (select touched_key from scratch.main.{by})"  # noqa: S608 (names of our own tables)
        for key, by in mart.touched.items()
    )
    rows = f"select rowid from {database}.main.{mart.name} where {' and '.join(keys)}"  # noqa: S608 (names of our own tables)
    return f"{mart.name}.rowid in ({rows})" if mart.touched else "true"


def _places_of(mart: Mart, database: str, condition: str) -> str:
    """Give SQL for the rows of a mart: table, place, and the texts that must stand there."""
    members = mart.quoted_members.items()
    texts = [f"cast({mart.name}.{column} as varchar)" for column in mart.quotes]
    texts += [f"nullif({dimension}.name, 'unknown')" for _, dimension in members]
    joins = "".join(
        f" left join {database}.main.{dimension} on {mart.name}.{key} = {dimension}.{key}"
        for key, dimension in members
    )
    conditions = [f"{mart.name}.page_key is not null", condition]
    if mart.name == "fact_defect":
        conditions.append(f"{mart.name}.page_key not in ({_unreadable(database)})")
    return (
        f"select '{mart.name}' as table_name, {mart.name}.page_key, {mart.name}.byte_start, "  # noqa: S608 (names of our own tables)
        f"{mart.name}.byte_end, [{', '.join(texts)}]::varchar[] as texts "
        f"from {database}.main.{mart.name}{joins} "
        f"where {' and '.join(conditions)}"
    )


def _unreadable(database: str) -> str:
    return f"select page_key from {database}.main.dim_page where status = 'quarantined'"  # noqa: S608 (one of two names)


def _prove(connection: duckdb.DuckDBPyConnection) -> int:
    plain = plain_ends("one")
    holds = f"case when contains(quote, one) then true else contains(quote, {plain}) end"
    found = connection.execute(f"""
        select table_name, count(*), min(page_key || ' bytes ' || byte_start || '-' || byte_end)
            filter (where not is_quoted), count(*) filter (where not is_quoted)
        from (
            select table_name, page_key, byte_start, byte_end, quote is not null
                and len(list_filter(texts, one -> one is not null and not ({holds}))) = 0
                as is_quoted
            from quotes
        )
        group by table_name order by table_name
    """).fetchall()  # noqa: S608 (no text from outside)
    for table_name, _, first, failed in found:
        if failed:
            raise StoreDamaged(
                f"{table_name}: {failed:,} rows are not what their page says; the first is page "
                f"{first}. The last good generation still serves. A raw pack may be damaged: "
                "restore it from a copy, or remove it and land its pages again."
            )
    return sum(count for _, count, _, _ in found)
