"""Ten questions of analysts, asked of a published file by a plain DuckDB client."""

import statistics
import time
from pathlib import Path

import duckdb

QUESTIONS = {
    "best rated films": "select title, rating from dim_film order by rating desc, title limit 20",
    "films by decade": (
        "select release_year // 10 * 10 as decade, count(*), avg(rating) from dim_film "
        "where has_page group by decade order by decade"
    ),
    "a film's cast": (
        "select credited_name, character_name from bridge_cast inner join dim_film "
        "using (film_key) where title = (select max(title) from dim_film) order by billing_position"
    ),
    "busiest persons": "select name, film_count from dim_person order by film_count desc limit 20",
    "co-stars": (
        "with star as (select person_key from dim_person order by film_count desc, name limit 1) "
        "select other.person_key, count(*) from bridge_cast as one inner join star "
        "using (person_key) inner join bridge_cast as other using (film_key) "
        "group by other.person_key order by count(*) desc limit 20"
    ),
    "most linked films": "select title, mention_count from dim_film order by mention_count desc, "
    "title limit 20",
    "films to fetch next": (
        "select title, mention_count from dim_film where not has_page "
        "order by mention_count desc, title limit 20"
    ),
    "availability by provider": (
        "select name, count(*) from fact_availability inner join dim_provider "
        "using (provider_key) where is_current group by name order by name"
    ),
    "naive and trusted": "select * from trust_summary",
    "review dates": (
        "select claimed_date_basis, count(*), count(distinct film_key) from fact_review "
        "group by claimed_date_basis order by claimed_date_basis"
    ),
    "films by words": "select title, score from search_films('kalo mirantes') limit 20",
    "reviews by words": "select review_text, score from search_reviews('tal vufen gor') limit 20",
}


def milliseconds(database: Path, rounds: int = 5) -> dict[str, float]:
    """Give the median of each question's answer, in ms, after one unmeasured asking."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return {name: _median(connection, sql, rounds) for name, sql in QUESTIONS.items()}


def _median(connection: duckdb.DuckDBPyConnection, sql: str, rounds: int) -> float:
    connection.execute(sql).fetchall()
    return statistics.median(_time(connection, sql) for _ in range(rounds))


def _time(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    before = time.perf_counter()
    connection.execute(sql).fetchall()
    return (time.perf_counter() - before) * 1000
