"""The proof that every cell is a quotation: each row's texts stand in the bytes it points at.

All rows with lineage of all marts of the candidate are looked up in the raw packs, in one pass;
of an increment those that it wrote: the others were looked up when they were.
Only excerpts of quarantined pages are left out: those are no text, and are spelled out.
"""

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
_READABLE: Final = (
    "fact_defect.page_key not in "
    "(select page_key from candidate.main.dim_page where status = 'quarantined')"
)


@dataclass(frozen=True)
class QuoteOutcome:
    """How many rows were looked up; all of them hold."""

    rows_quoted: int


def check_quotes(
    settings: Settings, database: Path | None = None, *, is_increment: bool = False
) -> QuoteOutcome:
    """Look every row with lineage that the build wrote up in the raw pages.

    database: another one than the candidate, all of whose rows are looked up.

    Raises:
        StoreDamaged: a row's text does not stand where it says, or its page is not there.

    """
    quoting = [one for one in marts() if one.has_lineage and not one.is_view]
    with workspace(settings) as connection:
        attach(connection, database or settings.candidate, "candidate")
        if is_increment:
            attach(connection, settings.scratch, "scratch")
        places = (_places_of(one, is_increment=is_increment) for one in quoting)
        connection.execute(f"create view places as {_UNION.join(places)}")
        with readable_packs(settings):
            show_quotes(connection, settings)
            return QuoteOutcome(_prove(connection))


def _places_of(mart: Mart, *, is_increment: bool) -> str:
    """Give SQL for the rows of a mart: table, place, and the texts that must stand there."""
    members = mart.quoted_members.items()
    texts = [f"cast({mart.name}.{column} as varchar)" for column in mart.quotes]
    texts += [f"nullif({dimension}.name, 'unknown')" for _, dimension in members]
    joins = "".join(
        f" left join candidate.main.{dimension} on {mart.name}.{key} = {dimension}.{key}"
        for key, dimension in members
    )
    conditions = [f"{mart.name}.page_key is not null"]
    if mart.name == "fact_defect":
        conditions.append(_READABLE)
    if is_increment:
        conditions += [
            f"{mart.name}.{key} in (select touched_key from scratch.main.{by})"  # noqa: S608 (names of our own tables)
            for key, by in mart.touched.items()
        ]
    return (
        f"select '{mart.name}' as table_name, {mart.name}.page_key, {mart.name}.byte_start, "  # noqa: S608 (names of our own tables)
        f"{mart.name}.byte_end, [{', '.join(texts)}]::varchar[] as texts "
        f"from candidate.main.{mart.name}{joins} "
        f"where {' and '.join(conditions)}"
    )


def _prove(connection: duckdb.DuckDBPyConnection) -> int:
    plain = plain_ends("one")
    holds = f"contains(quote, one) or contains(quote, {plain})"
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
