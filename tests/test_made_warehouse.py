"""The warehouse that the dashboards are measured on is a warehouse: its counts and keys agree."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import query
from flows.explain import explain
from flows.settings import Settings
from tests.benchmarks.dashboard_warehouse import make
from tests.warehouses import Sample

FILMS = 300
# What a table says of itself, and what its facts say.
COUNTS = {
    "dim_film.mention_count": (
        "select film_key, mention_count from dim_film",
        "select similar_film_key, count(distinct film_key) from bridge_similar group by all",
    ),
    "dim_film.review_count": (
        "select film_key, review_count from dim_film",
        "select film_key, count(*) from fact_review group by all",
    ),
    "dim_person.film_count": (
        "select person_key, film_count from dim_person",
        "select person_key, count(distinct film_key) from bridge_cast group by all",
    ),
    "dim_provider.film_count": (
        "select provider_key, film_count from dim_provider",
        "select provider_key, count(distinct film_key) from fact_availability group by all",
    ),
    "dim_reviewer.boilerplate_count": (
        "select reviewer_key, boilerplate_count from dim_reviewer",
        "select reviewer_key, count(*) from fact_review where is_boilerplate group by all",
    ),
    "dim_page.defect_count": (
        "select page_key, defect_count from dim_page",
        "select page_key, count(*) from fact_defect group by all",
    ),
}
DIMENSIONS = {
    "film_key": "dim_film",
    "person_key": "dim_person",
    "provider_key": "dim_provider",
    "reviewer_key": "dim_reviewer",
    "page_key": "dim_page",
}
_KEYS = """
    select table_name, column_name from duckdb_columns()
    where regexp_matches(column_name, $key || '(_[ab])?$') and not internal
"""


@pytest.fixture(scope="module")
def home(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "home"
    make(folder, FILMS, sample.settings.current)
    return folder


@pytest.fixture
def made(home: Path) -> Iterator[query.Connection]:
    with query.connect(Settings(home, ())) as database:
        yield database


@pytest.mark.parametrize("name", COUNTS)
def test_counts_are_those_of_the_facts(made: query.Connection, name: str) -> None:
    said, counted = (dict(query.ask(made, sql).rows) for sql in COUNTS[name])
    assert {key: count for key, count in said.items() if count} == counted
    assert counted


@pytest.mark.parametrize("key", DIMENSIONS)
def test_every_key_is_that_of_a_row(made: query.Connection, key: str) -> None:
    found = query.ask(made, _KEYS, {"key": key}).rows
    assert len(found) > 1
    for table, column in found:
        known = f"select {key} from {DIMENSIONS[key]}"
        lost = f"select count(*) from {table} where {column} not in ({known})"
        assert query.ask(made, lost).rows == [(0,)], f"{table}.{column}"


def test_every_table_of_the_sample_has_rows(made: query.Connection) -> None:
    tables = query.ask(made, "select table_name from duckdb_tables()").rows
    counts = {
        name: query.ask(made, f"select count(*) from {name}").rows[0][0] for (name,) in tables
    }
    assert counts["dim_page"] > FILMS
    empty = {name for name, count in counts.items() if not count}
    assert empty <= {"film_match_candidate"}  # so few films share no title


def test_words_are_found_and_quoted(made: query.Connection, home: Path) -> None:
    sql = "select title, film_key from dim_film where has_page order by mention_count desc limit 1"
    title, key = query.ask(made, sql).rows[0]
    asked = "select title from search_films($words) limit 5"
    assert (title,) in query.ask(made, asked, {"words": title}).rows
    (found,), _ = explain(Settings(home, ()), "dim_film", [key])
    assert title in found.quotes[0].texts
    assert found.quotes[0].marks()
