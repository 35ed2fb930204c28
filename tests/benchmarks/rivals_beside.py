"""The rivals on the same corpus, and whether they give the same rows as far as they go."""

import sqlite3
import sys
from pathlib import Path

import duckdb

from tests.benchmarks.warehouse import Spent, Warehouse, spent, total

OURS = {
    "bridge_cast": "select title, billing_position, credited_name, character_name "
    "from bridge_cast inner join dim_film using (film_key)",
    "bridge_similar": "select title, list_kind, list_position, similar_title, similar_synopsis "
    "from bridge_similar inner join dim_film using (film_key)",
    "fact_review": "select title, name, review_text, boilerplate_film_count "
    "from fact_review inner join dim_film using (film_key) inner join dim_reviewer "
    "using (reviewer_key)",
    "dim_person": "select name, film_count from dim_person where person_key <> 'unknown'",
}
THEIRS = {
    "bridge_cast": "select film_title, billing_position, credited_name, character_name "
    "from bridge_cast",
    "bridge_similar": "select film_title, list_kind, list_position, title, synopsis "
    "from bridge_similar",
    "fact_review": "select film_title, author, review_text, film_count from fact_review",
    "dim_person": "select name, film_count from dim_person",
}
NAIVE = {
    "film": "films",
    "cast_member": "credits",
    "related_film": "related_films",
    "review": "reviews",
}


def measure(house: Warehouse, cold: dict[str, Spent], *, is_whole: bool) -> dict[str, float]:
    """Give the rivals' CPU seconds and peak MB beside ours; the naive one where it is whole.

    Raises:
        AssertionError: a rival's rows are not ours.

    """
    everything = _everything(house)
    sqlite = house.folder / "rival.sqlite"
    script = _run("pandas_sqlite", everything, sqlite)
    _same_rows(house, sqlite)
    figures = {"pandas again": script.cpu}
    if is_whole:
        first = _run("pandas_sqlite", house.folder / "first", house.folder / "first.sqlite")
        naive = _run("naive_insert", everything, house.folder / "rival.duckdb")
        _same_counts(house, house.folder / "rival.duckdb")
        figures |= {
            "pandas": first.cpu,
            "pandas peak": first.peak,
            "naive": naive.cpu,
            "ours": total(cold),
            "ours peak": max(one.peak for one in cold.values()),
        }
    return figures


def _everything(house: Warehouse) -> Path:
    """Give a folder that shows all inboxes of a warehouse at once."""
    folder = house.folder / "everything"
    inboxes = [*house.folder.glob("page *"), house.folder / "percent", house.folder / "first"]
    for file in (file for inbox in inboxes for file in inbox.glob("*/*.txt")):
        (folder / file.parent.name).mkdir(parents=True, exist_ok=True)
        (folder / file.parent.name / file.name).symlink_to(file)
    return folder


def _run(rival: str, inbox: Path, database: Path) -> Spent:
    module = f"tests.benchmarks.rivals.{rival}"
    return spent([sys.executable, "-m", module, str(inbox), str(database)])


def _same_rows(house: Warehouse, sqlite: Path) -> None:
    with (
        duckdb.connect(str(house.database), read_only=True) as ours,
        sqlite3.connect(sqlite) as theirs,
    ):
        for table, question in OURS.items():
            our_rows = set(ours.execute(question).fetchall())
            assert our_rows == set(theirs.execute(THEIRS[table]).fetchall()), table


def _same_counts(house: Warehouse, database: Path) -> None:
    """Compare with what was read of every page, which is what the naive loader keeps."""
    with duckdb.connect(str(database), read_only=True) as theirs:
        for table, noun in NAIVE.items():
            files = str(house.settings.parsed / noun / "*.parquet")
            read = theirs.execute("select count(*) from read_parquet(?)", [files]).fetchone()
            kept = theirs.execute(f"select count(*) from {table}").fetchone()
            assert read == kept, table
