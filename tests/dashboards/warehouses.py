"""Warehouses of a few rows, made for one test: what the sample does not hold."""

from typing import Any

import duckdb
import polars as pl
import pytest

from dashboards import data
from flows import query
from flows.settings import Settings
from tests.dashboards.apps import emptied

Rows = list[tuple[object, ...]]


def publish(settings: Settings, *statements: str) -> None:
    """Publish a generation that holds what the statements make."""
    settings.generations.mkdir(parents=True)
    path = settings.generations / f"{'a' * 64}.duckdb"
    with duckdb.connect(str(path)) as database:
        for statement in statements:
            database.execute(statement)
    path.chmod(0o444)
    settings.current.symlink_to(path)


def rows_of(settings: Settings, sql: str) -> Rows:
    """Ask the serving generation by SQL of the test's own."""
    with query.connect(settings) as database:
        return query.ask(database, sql).rows


def silence(monkeypatch: pytest.MonkeyPatch, *questions: str) -> None:
    """Let questions have no answer: a table of the same columns without a row."""
    real = data.ask

    def ask(asked: str, **values: Any) -> pl.DataFrame:
        answer = real(asked, **values)
        return emptied(answer) if asked in questions else answer

    monkeypatch.setattr(data, "ask", ask)
