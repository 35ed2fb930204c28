"""Precision and recall of the detectors on pages with planted lies (`make bench-trust`).

The pages come from planted.py, with a seed that no threshold was set on; they go through land,
parse and dbt as in a run. docs/trust.md has the rules and the figures.
"""

import os
import platform
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from flows import journal
from flows.build import run_dbt
from flows.journal import RunRecord
from flows.land import land
from flows.parse import parse
from flows.settings import Settings
from flows.spans import check_quotes
from tests.benchmarks.planted import Corpus

SEED = 20260304
FILMS = 1_200
_REVIEWS = """
    select dim_film.title, dim_reviewer.name from fact_review
    inner join dim_film using (film_key)
    inner join dim_reviewer using (reviewer_key)
    where {}
"""
FOUND = {
    "sequences": _REVIEWS.format("has_synthetic_date"),
    "boilerplate": _REVIEWS.format("is_boilerplate"),
    "near_duplicates": _REVIEWS.format("near_duplicate_count > 0"),
    "aliases": "select form_a, form_b from person_match_candidate",
    "contests": """
        select distinct title, value_kind from contested_value inner join dim_film using (film_key)
    """,
}


def main(film_count: int = FILMS) -> None:
    """Print precision and recall of every detector."""
    corpus = Corpus(film_count, SEED)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "home", (Path(folder) / "inbox",))
        pages = corpus.write(Path(folder) / "inbox")
        print(f"{platform.machine()}, {os.cpu_count()} cores, seed {SEED}, {pages:,} pages")
        seconds = build(settings)
        print(f"dbt {seconds:.1f} s wall")
        print(f"{'detector':<16} {'planted':>8} {'found':>8} {'precision':>10} {'recall':>8}")
        with duckdb.connect(str(settings.candidate), read_only=True) as database:
            for name, figures in measure(database, corpus).items():
                print(f"{name:<16} {figures[0]:>8,} {figures[1]:>8,} "
                      f"{figures[2]:>10.3f} {figures[3]:>8.3f}")  # fmt: skip
        began = time.process_time()
        rows = check_quotes(settings).rows_quoted
        print(f"check quotes: {rows:,} rows, {time.process_time() - began:.1f} s CPU")


def build(settings: Settings) -> float:
    """Land, parse and build; give dbt's wall seconds."""
    land(settings)
    parse(settings)
    settings.build.mkdir(parents=True)
    journal.begin(settings, RunRecord("run", "running", datetime(2024, 3, 4)))
    began = time.monotonic()
    done = run_dbt(settings, "build", "--resource-type", "seed", "--resource-type", "model")
    if done.returncode:
        sys.exit((settings.warehouse / "dbt" / "dbt.log").read_text())
    return time.monotonic() - began


def measure(
    database: duckdb.DuckDBPyConnection, corpus: Corpus
) -> dict[str, tuple[int, int, float, float]]:
    """Give, for each detector, what was planted, what was found, precision and recall."""
    figures = {}
    for name, sql in FOUND.items():
        planted: set[Any] = getattr(corpus.truth, name)
        rows = database.execute(sql).fetchall()
        found = {frozenset(row) if name == "aliases" else row for row in rows}
        right = len(planted & found)
        figures[name] = (len(planted), len(found), right / len(found), right / len(planted))
    return figures


if __name__ == "__main__":
    main()
