"""The whole way: the command, the flow, and what it shows."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows import journal, query
from flows.errors import AuditFailed
from flows.generation import serving_id
from flows.run import run
from flows.settings import PROJECT, Settings
from tests.warehouses import SAMPLE, Sample, write_changed_pages

FOREIGN = re.compile(r"warning|traceback|prefect|great.expectations|deprecat|dbt|http", re.I)


def test_first_run_publishes_and_says_so(sample: Sample) -> None:
    assert sample.first.returncode == 0
    for word in ("generation", "loaded", "quarantined", "Films", "People", "Reviews", "Checks"):
        assert word in sample.first.stdout
    assert sample.first.stderr == ""


def test_the_question_to_try_is_answered_from_any_folder(sample: Sample, tmp_path: Path) -> None:
    question = sample.first.stdout.splitlines()[-1]
    answer = subprocess.run(question, shell=True, capture_output=True, text=True, cwd=tmp_path)
    assert answer.stderr == ""
    assert "5 rows" in answer.stdout


def test_no_other_tool_speaks_on_a_normal_run(sample: Sample) -> None:
    assert FOREIGN.findall(sample.first.stdout) == []


def test_output_fits_eighty_columns(sample: Sample) -> None:
    paths = [line for line in sample.first.stdout.splitlines() if str(sample.settings.home) in line]
    rest = set(sample.first.stdout.splitlines()) - set(paths)
    assert [line for line in rest if len(line.rstrip()) > 80] == []


def test_again_with_nothing_new_is_up_to_date(sample: Sample) -> None:
    before = serving_id(sample.settings)
    command = [sys.executable, "-X", "importtime", "-m", "flows.cli", "run", *sample.options]
    again = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT)
    assert again.returncode == 0
    assert "Up to date" in again.stdout
    heavy = {"prefect", "great_expectations", "dbt.cli", "altair", "vl_convert", "streamlit"}
    imported = {line.split("|")[-1].strip() for line in again.stderr.splitlines()}
    assert heavy & imported == set()
    assert serving_id(sample.settings) == before


def test_the_demanded_counts(sample: Sample) -> None:
    found = query.counts(sample.settings)
    files = len(list(SAMPLE.rglob("*.txt")))
    with query.connect(sample.settings) as database:
        (observations,) = database.execute("select count(*) from fact_observation").fetchone()
    assert observations == files
    assert found["quarantined"] == 2
    assert found["with_defects"] == 2
    assert found["films_with_page"] >= 40


def test_the_journal_holds_the_run_and_its_own_checks(sample: Sample) -> None:
    with query.connect(sample.settings) as database:
        outcome = database.execute(
            "select outcome, pages_landed, finished_at is not null from fact_run"
        ).fetchall()
        suites = database.execute("select distinct suite from fact_check").fetchall()
    assert [(kind, done) for kind, _, done in outcome] == [("published", True)]
    expected = {path.stem for path in (PROJECT / "expectations").glob("*.yml")}
    assert {suite for (suite,) in suites} == expected


def test_candidate_holds_marts_and_nothing_else(sample: Sample) -> None:
    with query.connect(sample.settings) as database:
        others = database.execute(
            """select schema_name, view_name from duckdb_views()
            where not internal and database_name not in ('system', 'temp')"""
        ).fetchall()
        schemas = database.execute("select distinct schema_name from duckdb_tables()").fetchall()
        silent = database.execute(
            """select table_name, column_name from duckdb_columns()
            where coalesce(comment, '') = '' and database_name = current_database()"""
        ).fetchall()
    assert sorted(others) == [("main", "bridge_similar"), ("main", "trusted_review")]
    assert schemas == [("main",)]
    assert silent == []


def test_a_failed_audit_keeps_the_last_good_generation(sample: Sample, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample.settings.home, home, symlinks=True)
    settings = Settings(home, (write_changed_pages(tmp_path),))
    before = serving_id(settings)
    for _ in range(2):  # the batch is judged again, not forgotten
        with pytest.raises(AuditFailed, match="pages_without_defects"):
            run(settings)
    assert serving_id(settings) == before
    said = json.loads(settings.status.read_text("utf-8"))
    assert said["serving"]["generation_id"] == before
    assert said["last_run"]["outcome"] == "failed"
    assert "pages_without_defects" in [
        one["check_name"] for one in said["failing_checks"] if one["severity"] == "critical"
    ]
    last = journal.last_run(settings)
    assert last
    assert "pages_without_defects" in (settings.reports / f"{last.run_key}.html").read_text("utf-8")
    assert last.outcome == "failed"
    assert any(
        one["severity"] == "critical" for one in journal.failed_checks(settings, last.run_key)
    )
