"""Questions in, tables out: the serving generation as the pages see it.

A question is a file in queries/. All that one drawing of a page asks, it asks of one generation,
also while a newer one is published; answers are kept as long as their generation is asked.
"""

import json
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import polars as pl
import streamlit as st

from flows import query
from flows.errors import WrongUsage
from flows.settings import Settings, load

QUERIES = Path(__file__).parent / "queries"
_GENERATIONS_OPEN = 3  # as many as tabs may still show while newer ones are published
_ANSWERS_KEPT = 2_000
_opening = Lock()
_open: dict["Serving", query.Connection] = {}


class Serving(NamedTuple):
    """What tells one generation's file from another, under the same path too."""

    path: str
    inode: int
    changed_ns: int
    size: int

    @property
    def generation_id(self) -> str:
        """Name of the generation."""
        return Path(self.path).stem


def settings() -> Settings:
    """Give the settings of the warehouse that FILMHOUSE_HOME names, or of the command's default."""
    return load()


def serving() -> Serving | None:
    """Give the generation that serves at this moment, or None before the first."""
    try:
        path = settings().current.resolve(strict=True)
        found = path.stat()
    except OSError:
        return None
    return Serving(str(path), found.st_ino, found.st_mtime_ns, found.st_size)


def begin() -> Serving | None:
    """Begin the drawing of a page: from here on it asks the generation that serves now."""
    st.session_state.serving, st.session_state.last_run = serving(), told("last_run")
    return shown()


def is_news() -> bool:
    """Say whether another generation serves than this tab shows, or another run has ended."""
    return (serving(), told("last_run")) != (shown(), st.session_state.get("last_run"))


def shown() -> Serving | None:
    """Give the generation that this tab shows."""
    found: Serving | None = st.session_state.get("serving")
    return found


def ask(question: str, **values: Any) -> pl.DataFrame:
    """Answer a question from queries/, with values for its $parameters.

    Raises:
        WrongUsage: nothing was published yet.
        StoreDamaged: the generation cannot be read.

    """
    asked = shown() or begin()
    if asked is None:
        raise WrongUsage("Nothing is published yet.")
    return _answer(asked, question, values)


def first(question: str, **values: Any) -> dict[str, Any]:
    """Give the first row of an answer, or an empty one."""
    return next(ask(question, **values).iter_rows(named=True), {})


def last_status() -> dict[str, Any]:
    """Give what the last run wrote into STATUS.json; empty when it is missing or damaged."""
    try:
        status = json.loads(settings().status.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return status if isinstance(status, dict) else {}


def told(part: str) -> dict[str, Any]:
    """Give a part of STATUS.json; empty where nothing tells it, or something else stands there."""
    found = last_status().get(part)
    return found if isinstance(found, dict) else {}


@st.cache_data(max_entries=_ANSWERS_KEPT, show_spinner=False)
def _answer(asked: Serving, question: str, values: dict[str, Any]) -> pl.DataFrame:
    sql = (QUERIES / f"{question}.sql").read_text("utf-8")
    return query.table(_connection(asked).cursor(), sql, values)


def _connection(asked: Serving) -> query.Connection:
    """Give the one connection of a generation; the oldest are let go, not closed under a query."""
    with _opening:
        if asked not in _open:
            for old in [one for one in _open if one.path == asked.path]:
                del _open[old]  # DuckDB would hand out the old file under the same path
            _open[asked] = query.connect(settings(), Path(asked.path))
            for old in list(_open)[:-_GENERATIONS_OPEN]:
                del _open[old]
        return _open[asked]
