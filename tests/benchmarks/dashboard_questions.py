"""What each question of the dashboards costs: milliseconds, the median of five, warm.

Values for a question's $parameters are found in the warehouse: the heaviest that there are, and
ordinary ones. A question's figure is that of its slowest value.
"""

import itertools
import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from flows import query
from flows.settings import PROJECT, Settings

QUERIES = PROJECT / "dashboards" / "queries"
ROUNDS = 5
_LOUDEST = "select reviewer_key from dim_reviewer where reviewer_key <> 'unknown' order by"
_FILM = "select film_key from dim_film where film_key <> 'unknown' and"
VALUES = {
    "film_key": [
        f"{_FILM} has_page order by mention_count desc, film_key limit 1",
        f"{_FILM} has_page order by review_count desc, film_key limit 1",
        f"{_FILM} not has_page order by mention_count desc, film_key limit 1",
        "select 'no such film'",
    ],
    "person_key": [
        "select person_key from dim_person order by film_count desc, person_key limit 1",
        "select person_key from dim_person where film_count = 3 order by person_key limit 1",
    ],
    "reviewer_key": [
        f"{_LOUDEST} review_count desc, reviewer_key limit 1",
        f"{_LOUDEST} boilerplate_count desc, reviewer_key limit 1",
    ],
    "provider_key": [
        "select provider_key from dim_provider order by film_count desc, provider_key limit 1"
    ],
    "text_key": [
        "select text_normal_sha256 from fact_review where is_boilerplate "
        "group by text_normal_sha256 order by count(*) desc, text_normal_sha256 limit 1"
    ],
    "review_key": ["select min(review_key) from fact_review"],
    "page_key": ["select max(page_key) from dim_page where status = 'loaded'"],
    "run_key": ["select max(run_key) from fact_run"],
    "sought": [
        "select title from dim_film where has_page order by mention_count desc, film_key limit 1",
        "select lower(left(title, 6)) from dim_film where has_page order by title limit 1",
        "select 'garden'",
        "select 'malaga'",
        "select 'e'",
        "select 'no such words'",
        "select name from dim_person order by film_count desc, person_key limit 1",
    ],
}  # fmt: skip


class Timed(NamedTuple):
    """A question with its milliseconds, and the values that cost the most."""

    question: str
    milliseconds: float
    values: dict[str, Any]


def measure(home: Path) -> list[Timed]:
    """Time every question of the dashboards on a warehouse."""
    with query.connect(Settings(home, ())) as database:
        return [_slowest(database, path) for path in sorted(QUERIES.glob("*.sql"))]


def sizes(home: Path, tables: dict[str, str]) -> dict[str, int]:
    """Count the rows of tables."""
    with query.connect(Settings(home, ())) as database:
        asked = {name: f"select count(*) from {table}" for name, table in tables.items()}
        return {name: query.ask(database, sql).rows[0][0] for name, sql in asked.items()}


def _slowest(database: query.Connection, path: Path) -> Timed:
    sql = path.read_text("utf-8")
    timed = (Timed(path.stem, _median(database, sql, one), one) for one in _values(database, sql))
    return max(timed, key=lambda one: one.milliseconds)


def _values(database: query.Connection, sql: str) -> Iterator[dict[str, Any]]:
    """Give every choice of values for the parameters that stand in a question."""
    names = sorted(set(re.findall(r"\$([a-z_]+)", sql)))
    if unknown := set(names) - set(VALUES):
        raise LookupError(f"No value is known for {unknown}: add it to VALUES in {__file__}.")
    choices = ([query.ask(database, one).rows[0][0] for one in VALUES[name]] for name in names)
    return (dict(zip(names, chosen, strict=True)) for chosen in itertools.product(*choices))


def _median(database: query.Connection, sql: str, values: dict[str, Any]) -> float:
    _time(database, sql, values)
    return statistics.median(_time(database, sql, values) for _ in range(ROUNDS))


def _time(database: query.Connection, sql: str, values: dict[str, Any]) -> float:
    before = time.perf_counter()
    query.table(database.cursor(), sql, values)
    return (time.perf_counter() - before) * 1000
