"""The marts against the real page's facts, labelled by hand: fact by fact, line and byte."""

import json
from typing import Any

import duckdb
import pytest

from flows import query
from flows.settings import Settings
from tests.warehouses import REAL_PAGE

pytestmark = pytest.mark.skipif(
    not REAL_PAGE.exists(), reason="the real page is not beside the project"
)
LINEAGE = "line_number, byte_start, byte_end"


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(REAL_PAGE.with_suffix(".truth.json").read_text())
    return facts


@pytest.fixture(scope="module")
def marts(real_home: Settings) -> duckdb.DuckDBPyConnection:
    return query.connect(real_home)


def facts(database: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    columns, rows = query.ask(database, sql)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_film(marts: duckdb.DuckDBPyConnection, truth: dict[str, Any]) -> None:
    found = facts(
        marts,
        f"""select title, release_date::varchar as release_date, release_year, certificate,
        rating::double as rating, synopsis, {LINEAGE} from dim_film where has_page""",
    )
    assert found == [truth["film"]]


def test_credits(marts: duckdb.DuckDBPyConnection, truth: dict[str, Any]) -> None:
    found = facts(
        marts,
        f"""select billing_position, credited_name, character_name, {LINEAGE}
        from bridge_cast order by billing_position""",
    )
    assert found == truth["credits"]


def test_related_films(marts: duckdb.DuckDBPyConnection, truth: dict[str, Any]) -> None:
    found = facts(
        marts,
        f"""select list_kind, list_position, similar_title as title,
        nullif(dim_provider.name, 'unknown') as provider, similar_synopsis as synopsis,
        similar_year as year, {LINEAGE}
        from bridge_similar inner join dim_provider using (provider_key)
        order by list_kind, list_position""",
    )
    assert found == truth["related_films"]


def test_reviews(marts: duckdb.DuckDBPyConnection, truth: dict[str, Any]) -> None:
    found = facts(
        marts,
        f"""select review_position, dim_reviewer.name as author,
        claimed_date::varchar as claimed_date, review_text, {LINEAGE}
        from fact_review inner join dim_reviewer using (reviewer_key) order by review_position""",
    )
    assert found == truth["reviews"]


def test_all_eight_dates_are_positions(marts: duckdb.DuckDBPyConnection) -> None:
    found = facts(
        marts,
        """select claimed_date_basis, has_synthetic_date, count(*) as n
        from fact_review group by claimed_date_basis, has_synthetic_date""",
    )
    assert found == [
        {"claimed_date_basis": "synthetic_sequence", "has_synthetic_date": True, "n": 8}
    ]


def test_no_row_that_the_page_does_not_state(
    marts: duckdb.DuckDBPyConnection, truth: dict[str, Any]
) -> None:
    titles = {(item["title"], item["year"]) for item in truth["related_films"]}
    providers = {item["provider"] for item in truth["related_films"]} - {None}
    counted = facts(
        marts,
        """select
        (select count(*) from dim_film where film_key <> 'unknown') as films,
        (select count(*) from dim_person where person_key <> 'unknown') as people,
        (select count(*) from dim_provider where provider_key <> 'unknown') as providers,
        (select count(*) from dim_reviewer where reviewer_key <> 'unknown') as reviewers,
        (select count(*) from fact_defect) as defects,
        (select count(*) from fact_rating) as ratings,
        (select count(*) from dim_page where is_lossless and status = 'loaded') as pages""",
    )
    assert counted == [
        {
            "films": 1 + len(titles),
            "people": len(truth["credits"]),
            "providers": len(providers),
            "reviewers": len(truth["reviews"]),
            "defects": 0,
            "ratings": 1,
            "pages": 1,
        }
    ]
