"""dbt's unit tests, one for each rule, run on the relations of a real build."""

from flows.settings import PROJECT
from tests.warehouses import Build


def test_every_unit_test_passes(sample_build: Build) -> None:
    unit_tests = {name: status for name, status in sample_build.results if "unit_test." in name}
    failed = [name for name, status in unit_tests.items() if status != "pass"]
    assert failed == [], sample_build.log.read_text()[-4000:]
    assert len(unit_tests) >= 30


def test_parsing_the_project_gives_no_warning(sample_build: Build) -> None:
    log = sample_build.log.read_text()
    assert "[WARNING]" not in log
    assert "Deprecat" not in log


def test_macros_leave_engine_differences_to_dispatch() -> None:
    dialect = ("strftime", "try_strptime", "regexp_full_match", "generate_series", "date_diff")
    models = (PROJECT / "dbt" / "models").rglob("*.sql")
    found = [(path.name, word) for path in models for word in dialect if word in path.read_text()]
    assert found == []
