"""The overview: its figures are the warehouse's, and what is missing is said."""

import re
from typing import Any

import polars as pl
import pytest

from dashboards import data
from flows import query
from flows.settings import Settings
from tests.dashboards.apps import emptied, said, screen


def one(settings: Settings, sql: str) -> Any:
    with query.connect(settings) as database:
        return query.ask(database, sql).rows[0][0]


def figures(shown: str) -> dict[str, int]:
    tiles = re.findall(r"<dt>(.*?)</dt><dd>\D*?([\d,]+)</dd>", shown)
    return {name: int(figure.replace(",", "")) for name, figure in tiles}


def test_its_figures_are_those_of_the_tables(published: Settings) -> None:
    found = figures(said(screen("overview")))
    assert found["Films"] == one(published, "select count(*) from dim_film") - 1
    assert found["People"] == one(published, "select count(*) from dim_person") - 1
    assert found["Reviews"] == one(published, "select count(*) from fact_review")
    assert found["Links"] == one(published, "select count(*) from bridge_similar")
    assert found["Pages"] == one(published, "select count(*) from dim_page")
    stock = one(published, "select count(*) from fact_review where is_boilerplate")
    assert found["Stock reviews"] == stock > 0


def test_what_is_amiss_comes_before_what_is_well(published: Settings) -> None:
    states = re.findall(r"fh-tile fh-(good|odd|bad)", said(screen("overview")))
    assert states == sorted(states, key=["bad", "odd", "good"].index)
    assert {"odd", "good"} <= set(states)


def test_a_failed_check_stands_first_and_has_its_sign(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = data.ask
    row = {"measure": "failed_critical", "found": 3, "of_all": 90, "state": "bad"}

    def failing(question: str, **values: Any) -> pl.DataFrame:
        return pl.DataFrame([row]) if question == "quality_measures" else real(question, **values)

    monkeypatch.setattr(data, "ask", failing)
    assert 'fh-bad"><dt>Critical checks failed</dt><dd>✗ 3</dd>' in said(screen("overview"))


@pytest.mark.parametrize(("is_fresh", "words"), [(True, "✓ fresh"), (False, "✗ stale")])
def test_freshness_is_said_in_words(
    is_fresh: bool, words: str, published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"up_to_date_at": "2024-03-04T10:00:00", "promised_hours": 24, "is_fresh": is_fresh}
    monkeypatch.setattr(data, "last_status", lambda: {"freshness": told})
    assert f"{words}: up to date at 2024-03-04 10:00:00 UTC" in said(screen("overview"))


def test_a_warehouse_without_films_draws_no_chart(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = data.ask
    drawn = {"ratings", "films_by_decade", "providers_now"}

    def nothing_drawn(question: str, **values: Any) -> pl.DataFrame:
        answer = real(question, **values)
        return emptied(answer) if question in drawn else answer

    monkeypatch.setattr(data, "ask", nothing_drawn)
    app = screen("overview")
    assert said(app).count("There is nothing to draw yet.") == len(drawn)
    assert len(app.get("vega_lite_chart")) == 0
