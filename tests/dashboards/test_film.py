"""The page of a film: what it says is what the warehouse holds, and nothing breaks it."""

import re
from html import unescape
from typing import Any

import polars as pl
import pytest

from dashboards import data
from flows import query
from flows.settings import Settings
from tests.dashboards.apps import checked, emptied, said, screen

CASABLANCA = "select film_key from dim_film where title = 'Casablanca' and has_page"


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with query.connect(settings) as database:
        return query.ask(database, sql).rows


def key_of(settings: Settings, sql: str = CASABLANCA) -> str:
    return str(ask(settings, sql)[0][0])


def test_without_a_film_well_known_ones_are_offered(published: Settings) -> None:
    app = screen("film")
    assert "Well known films" in said(app)
    most = ask(published, "select max(mention_count) from dim_film where has_page")
    assert app.dataframe[0].value["pages_that_list_it"][0] == most[0][0]


@pytest.mark.parametrize(
    ("sought", "title"),
    [
        ("casablanca", "Casablanca"),
        ("CASABL", "Casablanca"),
        ("ablan", "Casablanca"),
        ("amelie", "Amélie"),
        ("  gaslight ", "Gaslight"),
    ],
)
def test_a_search_forgives_case_accents_and_what_is_left_out(
    sought: str, title: str, published: Settings
) -> None:
    app = screen("film")
    checked(app.text_input[0].set_value(sought).run())
    assert f'<h2 class="fh-finding">{title} (' in said(app)


def test_the_nearest_title_comes_first(published: Settings) -> None:
    with query.connect(published) as database:
        sql = (data.QUERIES / "search_titles.sql").read_text()
        found = query.ask(database, sql, {"sought": "a"}).rows
    kinds = [kind for *_, kind in found]
    assert kinds == sorted(kinds, key=["exact", "prefix", "contains"].index)
    assert len(set(kinds)) > 1


@pytest.mark.parametrize("sought", ["%", "_", "\\", "';", "zzzz", "*", "a" * 500, "\u202e"])
def test_signs_of_patterns_are_letters(sought: str, published: Settings) -> None:
    app = screen("film")
    checked(app.text_input[0].set_value(sought).run())
    assert "No title holds these letters" in said(app)


@pytest.mark.parametrize("key", ["unknown", "0" * 32, "'; drop table", "x" * 10_000])
def test_an_address_of_no_film_is_said_in_a_sentence(key: str, published: Settings) -> None:
    assert "No film has this address" in said(screen("film", film=key))


def test_facts_and_reviews_are_those_of_the_warehouse(published: Settings) -> None:
    key = key_of(published)
    shown = said(screen("film", film=key))
    sql = f"select review_text from fact_review where film_key = '{key}'"
    texts = [text for (text,) in ask(published, sql)]
    assert all(text.split("'")[0].split('"')[0] in shown for text in texts)
    assert shown.count("fh-review") == len(texts) > 2
    assert "stock text under" in shown
    assert "the date is a position" in shown


def test_a_stub_says_that_it_has_no_page(published: Settings) -> None:
    stub = key_of(
        published, "select film_key from dim_film where not has_page and mention_count > 2"
    )
    shown = said(screen("film", film=stub))
    assert "Known only by mention" in shown
    assert "Nobody has reviewed it" in shown
    assert "The page names no cast" in shown


def test_every_fact_is_quoted_with_its_words_marked(published: Settings) -> None:
    key = key_of(published)
    app = screen("film", film=key)
    facts = data.ask("film_facts", film_key=key).rows(named=True)
    assert len(facts) > 20
    for place, fact in enumerate(facts):
        checked(app.selectbox(key=f"fact-{key}").set_value(place).run())
        marked = [unescape(one) for one in re.findall("<mark>(.*?)</mark>", said(app))]
        assert any(one and one in fact["words"] for one in marked), fact
        assert len(marked) == 1 or not fact["column_name"], fact


def test_walking_on_shows_the_neighbour(published: Settings) -> None:
    app = screen("film", film=key_of(published))
    neighbour = data.ask("film_neighbours", film_key=key_of(published)).row(0, named=True)
    checked(app.selectbox(key="walk_on").set_value(neighbour["film_key"]).run())
    assert app.query_params["film"] == neighbour["film_key"]
    assert neighbour["title"] in said(app)


def test_nothing_known_is_said_part_by_part(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = data.ask

    def only_the_film(question: str, **values: Any) -> pl.DataFrame:
        answer = real(question, **values)
        return answer if question == "film" else emptied(answer)

    monkeypatch.setattr(data, "ask", only_the_film)
    shown = said(screen("film", film=key_of(published)))
    for words in ("No page lists this film", "names no cast", "No capture", "lists others",
                  "Nobody has reviewed", "none seen"):  # fmt: skip
        assert words in shown
