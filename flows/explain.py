"""Any row of any mart → the lines of the pages it came from, and the rows it was derived from.

The row is read from the serving generation, its quotes from the raw packs.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from flows import query
from flows.errors import WrongUsage
from flows.marts import Mart, Source, mart
from flows.quotes import Passage, read_passage
from flows.settings import Settings
from flows.workspace import workspace

ROWS_SHOWN = 20  # of those that a key names
SOURCES_SHOWN = 4  # rows of a source
_DEPTH = 2  # from a row without a place over its sources to theirs
Row = dict[str, Any]


class Quote(NamedTuple):
    """What a page says where a row points at, and where the page was captured.

    texts are the row's own, which stand in the span; captures are (source, origin, instant).
    """

    page_key: str
    template_version: str
    captures: tuple[tuple[str, str, datetime], ...]
    line_number: int
    passage: Passage
    texts: tuple[str, ...]

    def marks(self) -> list[tuple[int, int]]:
        """Give where in the passage the row's texts stand, each where it first does, in order."""
        text, start, end = self.passage
        taken: list[tuple[int, int]] = []
        for value in sorted(self.texts, key=len, reverse=True):
            at = text.find(value, start, end)
            if at >= 0 and not any(first < at + len(value) and at < last for first, last in taken):
                taken.append((at, at + len(value)))
        if not self.texts and (start, end) != (0, len(text)):
            return [(start, end)]
        return sorted(taken)


class Derivation(NamedTuple):
    """The rows that columns were derived from; the rule is what their descriptions say."""

    source: Source
    table: Mart
    rules: dict[str, str]
    rows: list[Row]
    row_count: int


class Explanation(NamedTuple):
    """One row: its values, its quotes, its derivations."""

    table: Mart
    row: Row
    quotes: list[Quote]
    derivations: list[Derivation]


def explain(
    settings: Settings,
    table: str,
    key: list[str],
    generation: Path | None = None,
    *,
    with_sources: bool = True,
) -> tuple[list[Explanation], int]:
    """Explain the rows that a key, or the first parts of one, names; give how many there are.

    They are those of a generation, by default of the one that serves.

    Without sources only their quotes: counting what a value was derived from takes longer.

    Raises:
        WrongUsage: there is no such table or row, or nothing is published.
        StoreDamaged: the generation or a raw page is not what was written.

    """
    one = mart(table)
    with query.connect(settings, generation) as database, workspace(settings) as packs:
        rows, count = _rows(database, one, *_condition(database, one, key))
        found = [_quoted(database, packs, settings, one, row) for row in rows]
        return [_derived(database, each) for each in found] if with_sources else found, count


def _quoted(
    database: query.Connection,
    packs: duckdb.DuckDBPyConnection,
    settings: Settings,
    table: Mart,
    row: Row,
) -> Explanation:
    found = list(_places(database, table, row, _DEPTH))[:SOURCES_SHOWN]
    quotes = [_quote(database, packs, settings, *place) for place in found]
    return Explanation(table, row, quotes, [])


def _derived(database: query.Connection, found: Explanation) -> Explanation:
    table, row = found.table, found.row
    sources = [_derivation(database, table, source, row) for source in table.sources]
    return found._replace(derivations=sources)


def _condition(database: query.Connection, table: Mart, key: list[str]) -> tuple[str, Row]:
    """Give SQL for the rows whose key begins so; the last part may be cut short if it is one."""
    if not 1 <= len(key) <= len(table.key):
        raise WrongUsage(f"A row of {table.name} is named by: {' '.join(table.key).upper()}.")
    columns = [f"cast({column} as varchar)" for column in table.key[: len(key)]]
    values = {f"key_{number}": value for number, value in enumerate(key)}
    exact = " and ".join(
        f"{column} = ${name}" for column, name in zip(columns, values, strict=True)
    )
    if _count(database, table, exact, values):
        return exact, values
    cut = exact.replace(f"{columns[-1]} = ", f"starts_with({columns[-1]}, ") + ")"
    distinct = f"count(distinct {columns[-1]})"
    matches = _scalar(database, f"select {distinct} from {table.name} where {cut}", values)  # noqa: S608 (our own words; values are bound)
    if matches == 1:
        return cut, values
    what = "names several rows; give more of it" if matches else "names no row"
    look = f"select {', '.join(table.key)} from {table.name} limit 5"  # noqa: S608 (shown, not run)
    raise WrongUsage(f'{" ".join(key)} {what}. To see some keys: filmhouse sql "{look}"')


def _rows(
    database: query.Connection, table: Mart, where: str, values: Row, limit: int = ROWS_SHOWN
) -> tuple[list[Row], int]:
    order = ", ".join(table.key)
    sql = f"select * from {table.name} where {where} order by {order} limit {limit}"  # noqa: S608 (our own words; values are bound)
    columns, rows = query.ask(database, sql, values)
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return found, len(rows) if len(rows) < limit else _count(database, table, where, values)


def _count(database: query.Connection, table: Mart, where: str, values: Row) -> int:
    return _scalar(database, f"select count(*) from {table.name} where {where}", values)  # noqa: S608 (our own words; values are bound)


def _scalar(database: query.Connection, sql: str, values: Row) -> int:
    return int(query.ask(database, sql, values).rows[0][0])


def _derivation(database: query.Connection, table: Mart, source: Source, row: Row) -> Derivation:
    rows, count = _source_rows(database, source, row)
    rules = {name: _description(database, table, name) for name in source.columns}
    return Derivation(source, mart(_of_row(source.table, row)), rules, rows, count)


def _source_rows(database: query.Connection, source: Source, row: Row) -> tuple[list[Row], int]:
    where = _of_row(source.where, row)
    values = {name: value for name, value in row.items() if f"${name}" in where}
    return _rows(database, mart(_of_row(source.table, row)), where, values, SOURCES_SHOWN)


def _of_row(words: str, row: Row) -> str:
    """Give a table or condition that stands in the row itself, or is what it is."""
    return str(row[words[1:]]) if words.startswith("$") and words[1:] in row else words


def _description(database: query.Connection, table: Mart, column: str) -> str:
    sql = "select comment from duckdb_columns() where table_name = $name and column_name = $column"
    rows = query.ask(database, sql, {"name": table.name, "column": column}).rows
    return str(rows[0][0] or "") if rows else ""


def _places(
    database: query.Connection, table: Mart, row: Row, depth: int
) -> Iterator[tuple[Mart, Row]]:
    """Give the row where it has a place, else the rows it was derived from that have one."""
    if row.get("page_key"):
        yield table, row
    elif depth:
        for source in table.sources:
            other = mart(_of_row(source.table, row))
            for one in _source_rows(database, source, row)[0]:
                yield from _places(database, other, one, depth - 1)


def _quote(
    database: query.Connection,
    packs: duckdb.DuckDBPyConnection,
    settings: Settings,
    table: Mart,
    row: Row,
) -> Quote:
    place = (row["page_key"], row.get("byte_start") or 0, row.get("byte_end"))
    return Quote(
        row["page_key"],
        *_captures(database, row["page_key"]),
        row.get("line_number") or 1,
        read_passage(packs, settings, *place),
        tuple(_texts(database, table, row)),
    )


def _captures(
    database: query.Connection, page_key: str
) -> tuple[str, tuple[tuple[str, str, datetime], ...]]:
    version = query.ask(
        database, "select template_version from dim_page where page_key = $page", {"page": page_key}
    ).rows[0][0]
    rows = query.ask(
        database,
        "select source_name, origin, captured_at from fact_observation where page_key = $page "
        "order by captured_at, origin",
        {"page": page_key},
    ).rows
    return version, tuple((source, origin, at) for source, origin, at in rows)


def _texts(database: query.Connection, table: Mart, row: Row) -> Iterator[str]:
    yield from (str(row[name]) for name in table.quotes if row[name] is not None)
    for key, dimension in table.quoted_members.items():
        if row[key] != "unknown":
            sql = f"select name from {dimension} where {key} = $key"  # noqa: S608 (names of our own)
            yield query.ask(database, sql, {"key": row[key]}).rows[0][0]
