"""What changed between two generations, in numbers."""

from pathlib import Path

import duckdb
import pytest

from flows.changes import Changes, TableRows, changes
from flows.errors import StoreDamaged
from flows.settings import Settings

FILMS = "create table dim_film (film_key varchar, has_page boolean, rating decimal(3, 1))"
UNKNOWN = ("unknown", False, None)


def generation(path: Path, *films: tuple[str, bool, float | None], reviews: int | None) -> Path:
    with duckdb.connect(str(path)) as database:
        database.execute(FILMS)
        database.executemany("insert into dim_film values (?, ?, ?)", [UNKNOWN, *films])
        database.execute("create table fact_run as select 1 as run_key")
        database.execute("create table nobodys as select 1 as x")
        if reviews is not None:
            database.execute(f"create table fact_review as from range({reviews})")
            database.execute("create view trusted_review as from fact_review limit 2")
    return path


def rows(found: Changes) -> dict[str, tuple[int | None, int | None]]:
    return {one.table_name: (one.before, one.behind) for one in found.tables}


def test_films_are_compared_by_key_page_and_rating(settings: Settings, tmp_path: Path) -> None:
    before = generation(
        tmp_path / "a.duckdb",
        ("same", True, 7.5), ("mentioned", False, None), ("fetched", False, None),
        ("rated", True, 7.0), ("unrated", True, 6.0), ("gone", True, 5.0), reviews=3,
    )  # fmt: skip
    behind = generation(
        tmp_path / "b.duckdb",
        ("same", True, 7.5), ("mentioned", False, None), ("fetched", True, 8.0),
        ("rated", True, 7.1), ("unrated", True, None), ("new", True, 9.0),
        ("new_mention", False, None), ("new_too", False, None), reviews=5,
    )  # fmt: skip
    found = changes(settings, before, behind)
    assert found[:5] == (3, 1, 1, 1, 2)
    assert (found.films_fetched, found.ratings_changed, found.films_gone) == (1, 2, 1)
    assert rows(found)["dim_film"] == (7, 9)
    assert rows(found)["fact_review"] == (3, 5)
    assert rows(found)["trusted_review"] == (2, 2)
    assert rows(found)["dim_person"] == (None, None)
    assert not {"fact_run", "fact_check", "nobodys"} & set(rows(found))
    assert changes(settings, behind, behind)[:5] == (0, 0, 0, 0, 0)


def test_a_table_that_is_new_has_no_rows_before(settings: Settings, tmp_path: Path) -> None:
    before = generation(tmp_path / "a.duckdb", reviews=None)
    behind = generation(tmp_path / "b.duckdb", reviews=4)
    found = changes(settings, before, behind)
    assert TableRows("fact_review", None, 4) in found.tables


def test_a_generation_of_other_tables_or_none_is_told(settings: Settings, tmp_path: Path) -> None:
    behind = generation(tmp_path / "b.duckdb", reviews=1)
    other = tmp_path / "a.duckdb"
    with duckdb.connect(str(other)) as database:
        database.execute("create table dim_film as select 'x' as film_key")
    with pytest.raises(StoreDamaged, match=r"a\.duckdb: cannot be compared"):
        changes(settings, other, behind)
    other.write_bytes(b"x" * 99)
    with pytest.raises(StoreDamaged, match=r"a\.duckdb"):
        changes(settings, other, behind)
