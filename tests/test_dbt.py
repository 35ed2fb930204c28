"""dbt's unit tests, one for each rule, run on the relations of a real build."""

import json
import shutil
from pathlib import Path

import pytest

from flows.build import run_dbt
from flows.settings import PROJECT, Settings
from tests.warehouses import Build


def test_every_unit_test_passes(sample_build: Build) -> None:
    unit_tests = {name: status for name, status in sample_build.results if "unit_test." in name}
    failed = [name for name, status in unit_tests.items() if status != "pass"]
    assert failed == [], sample_build.log.read_text()[-4000:]
    assert len(unit_tests) >= 30


def test_a_caveat_that_cannot_be_counted_fails_the_build(
    sample_build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A predicate that does not run, or on a table that the model does not name."""
    shutil.copytree(sample_build.target.parents[2], tmp_path / "home")
    shutil.copytree(PROJECT / "dbt", tmp_path / "dbt")
    monkeypatch.setattr("flows.build.DBT", tmp_path / "dbt")
    seed = tmp_path / "dbt" / "seeds" / "caveat.csv"
    command = ("build", "--exclude-resource-type", "unit_test", "--select")
    settings, nodes = Settings(tmp_path / "home", ()), ("caveat", "stg_caveats", "caveats")
    text = seed.read_text("utf-8")
    for old, new in [("true", "no_such_column > 1"), ("bridge_similar,list", "dim_provider,list")]:
        seed.write_text(text.replace(old, new), "utf-8")
        assert run_dbt(settings, *command, *nodes).returncode != 0
        ran = json.loads((settings.warehouse / "dbt/target/run_results.json").read_bytes())
        failed = {one["unique_id"]: one["message"] for one in ran["results"] if one["message"]}
        assert new.split(" ")[0].split(",")[0] in failed["model.filmhouse.caveats"]


def test_parsing_the_project_gives_no_warning(sample_build: Build) -> None:
    log = sample_build.log.read_text()
    assert "[WARNING]" not in log
    assert "Deprecat" not in log


def test_macros_leave_engine_differences_to_dispatch() -> None:
    dialect = ("strftime", "try_strptime", "regexp_full_match", "generate_series", "date_diff")
    models = (PROJECT / "dbt" / "models").rglob("*.sql")
    found = [(path.name, word) for path in models for word in dialect if word in path.read_text()]
    assert found == []
