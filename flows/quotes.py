"""Quotes of the raw pages by span: the one way in which anything reads what a page said.

The check of quotes, explain and whatever shows evidence use it. The packs are opened read-only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import NamedTuple

import duckdb

from flows.errors import StoreDamaged
from flows.settings import Settings
from flows.store import RESTORE, check_named
from flows.workspace import quoted


class Passage(NamedTuple):
    """Whole lines of a page around a span, with line feeds; start and end are the span's."""

    text: str
    start: int
    end: int


def show_quotes(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the view `quotes` of the table or view `places`: its columns, page_bytes and quote.

    places has at least page_key, byte_start and byte_end. quote is the text of the span, every
    line end a line feed; null where there is no such page or its bytes are no UTF-8.
    """
    packs = _packs_of_places(connection, settings)
    span = "try(decode(array_slice(packs.page_bytes, byte_start + 1, byte_end)))"
    connection.execute(
        f"create or replace view quotes as "  # noqa: S608 (paths and names of ours)
        f"select places.*, packs.page_bytes, {plain_ends(span)} as quote from places "
        f"left join read_parquet({packs}) as packs on places.page_key = packs.page_key"
    )


def _packs_of_places(connection: duckdb.DuckDBPyConnection, settings: Settings) -> str:
    """Give SQL for the packs that hold the places' pages: no other need be unpacked."""
    every = quoted(f"{escape(str(settings.packs))}/*.parquet")
    found = connection.execute(
        f"select distinct filename from read_parquet({every}) "  # noqa: S608 (our own paths)
        "where page_key in (select page_key from places)"
    ).fetchall()
    for (name,) in found:
        check_named(Path(name), RESTORE)
    return f"[{', '.join(quoted(escape(name)) for (name,) in found)}]" if found else every


def plain_ends(text: str) -> str:
    """Give SQL for a text with line feeds for line ends of any kind; most have no other."""
    plain = f"replace(replace({text}, chr(13) || chr(10), chr(10)), chr(13), chr(10))"
    return f"case when contains({text}, chr(13)) then {plain} else {text} end"


@contextmanager
def readable_packs(settings: Settings) -> Iterator[None]:
    """Say of what DuckDB stumbles over that a raw pack is damaged or gone."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        kind = type(error).__name__
        raise StoreDamaged(
            f"{settings.packs}: a pack cannot be read ({kind}). {RESTORE}"
        ) from error


def read_passage(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    page_key: str,
    start: int,
    end: int | None,
) -> Passage:
    """Read the lines around a span; without an end, the whole page from there.

    Raises:
        StoreDamaged: the page is not what was landed, or is no longer there.

    """
    with readable_packs(settings):
        raw = _page_bytes(connection, settings, page_key)
    end = len(raw) if end is None else end
    first = max(raw.rfind(b"\n", 0, start), raw.rfind(b"\r", 0, start)) + 1
    ends = [at for at in (raw.find(b"\n", end), raw.find(b"\r", end)) if at >= 0]
    before, span = _text(raw[first:start]), _text(raw[start:end])
    behind = _text(raw[end : min(ends, default=len(raw))])
    return Passage(before + span + behind, len(before), len(before) + len(span))


def _page_bytes(connection: duckdb.DuckDBPyConnection, settings: Settings, page_key: str) -> bytes:
    """Read a whole page; of one that was too large there are no bytes."""
    connection.execute(
        "create or replace table places as select $page as page_key, 0 as byte_start, "
        "0 as byte_end",
        {"page": page_key},
    )
    show_quotes(connection, settings)
    found = connection.execute("select page_bytes from quotes").fetchone()
    raw: bytes | None = found[0] if found else None
    return raw or b""


def _text(raw: bytes) -> str:
    text = raw.decode(errors="backslashreplace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
