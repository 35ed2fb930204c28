"""The journal has a row for every run, also for those that failed or were killed."""

from datetime import datetime
from typing import NamedTuple

import polars as pl
import pytest

from flows import journal
from flows.errors import StoreDamaged
from flows.journal import RunRecord
from flows.settings import Settings

NOON = datetime(2024, 3, 4, 12)


class Result(NamedTuple):
    suite: str
    table_name: str
    check_name: str
    severity: str
    success: bool
    observed_value: str | None
    checked_at: datetime
    more: str = "is not written"


def result(check: str, severity: str, success: bool) -> Result:
    return Result("border", "parsed_pages", check, severity, success, None, NOON)


def test_a_run_comes_back_as_written(settings: Settings) -> None:
    record = RunRecord("r1", "failed", NOON, "Line 1\nLine 2: é", 3, 2, 1, 1.5, NOON)
    journal.write_run(settings, RunRecord("r1", "running", NOON))
    journal.write_run(settings, record)
    assert journal.last_run(settings) == record


def test_the_last_run_is_the_one_that_began_last(settings: Settings) -> None:
    assert journal.last_run(settings) is None
    for hour in (14, 16, 15):
        began = NOON.replace(hour=hour)
        key = f"{began:%Y%m%dT%H%M%SZ}-00"
        journal.write_run(settings, RunRecord(key, "published", began))
    last = journal.last_run(settings)
    assert last is not None
    assert last.started_at.hour == 16


def test_runs_that_never_ended_are_closed_and_no_others(settings: Settings) -> None:
    journal.close_interrupted(settings, lambda key: key == "done")
    for outcome in ("running", "published", "failed", "up_to_date", "interrupted"):
        journal.write_run(settings, RunRecord(f"r-{outcome}", outcome, NOON, pages_landed=7))
    journal.close_interrupted(settings, lambda key: key == "done")
    rows = pl.read_parquet(sorted(settings.journal.glob("run/*.parquet")))
    outcomes = dict(rows.select("run_key", "outcome").rows())
    assert outcomes.pop("r-running") == "interrupted"
    assert all(key == f"r-{outcome}" for key, outcome in outcomes.items())
    assert rows["pages_landed"].to_list() == [7] * 5
    assert rows.schema == pl.Schema(journal.RUN_SCHEMA)


def test_a_run_that_was_killed_behind_its_publish_did_publish(settings: Settings) -> None:
    journal.write_run(settings, RunRecord("done", "running", NOON))
    journal.close_interrupted(settings, lambda key: key == "done")
    last = journal.last_run(settings)
    assert last is not None
    assert last.outcome == "published"


def test_an_error_that_names_a_file_of_broken_name_can_be_written(settings: Settings) -> None:
    journal.write_run(settings, RunRecord("r1", "failed", NOON, "caf\udce9.txt"))
    last = journal.last_run(settings)
    assert last is not None
    assert last.error == "caf\\udce9.txt"


def test_failed_checks_come_critical_first(settings: Settings) -> None:
    results = [
        result("b", "warning", False),
        result("c", "critical", True),
        result("d", "critical", False),
        result("a", "warning", False),
        result("c", "accepted", False),
    ]
    journal.write_checks(settings, "r1", results)
    found = [check["check_name"] for check in journal.failed_checks(settings, "r1")]
    assert found == ["d", "c", "a", "b"]
    assert journal.failed_checks(settings, "r2") == []


def test_a_run_without_checks_has_a_table_all_the_same(settings: Settings) -> None:
    journal.write_checks(settings, "r1", ())
    path = journal.check_path(settings, "r1")
    assert pl.read_parquet(path).schema == pl.Schema(journal.CHECK_SCHEMA)
    assert journal.failed_checks(settings, "r1") == []


def test_a_damaged_row_is_named(settings: Settings) -> None:
    for key in ("r1", "r2", "r3"):
        journal.write_run(settings, RunRecord(key, "running", NOON))
    journal.run_path(settings, "r3").write_bytes(b"PAR1")
    for read in (journal.last_run, lambda one: journal.close_interrupted(one, bool)):
        with pytest.raises(StoreDamaged, match=r"r3\.parquet.*remove it"):
            read(settings)
