"""Each belief that fails critically stops its run, and says so wherever people look.

That each can fail, and fails alone, is tried in test_expectations.py.
"""

import json
from typing import Any

import pytest
import yaml

from flows import journal, run
from flows.check_results import CheckOutcome, CheckResult
from flows.errors import AuditFailed
from flows.machine import now
from flows.settings import PROJECT, Settings
from flows.steps import Run, Wishes, audited
from tests.test_publish import publish_next, value

BELIEFS = [
    (suite.stem, one)
    for suite in sorted((PROJECT / "expectations").glob("*.yml"))
    for one in yaml.safe_load(suite.read_text("utf-8"))["expectations"]
]
CRITICAL = [(suite, one) for suite, one in BELIEFS if one["severity"] == "critical"]


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A small generation that serves, and a page that is new."""
    home = tmp_path_factory.mktemp("audit")
    (home / "inbox").mkdir()
    settings = Settings(home, (home / "inbox",))
    settings.parsed.mkdir(parents=True)
    publish_next(settings, 1)
    (home / "inbox" / "new.txt").write_bytes(b"new")
    return settings


def failing(suite: str, belief: dict[str, Any]) -> CheckOutcome:
    table = suite.removeprefix("mart_")
    return CheckOutcome((
        CheckResult(suite, table, belief["meta"]["name"], belief["severity"], False, "9/9",
                    now(), 9, belief["notes"], belief["meta"]["what_to_do"]),
    ))  # fmt: skip


def _run(settings: Settings, outcome: CheckOutcome, **wishes: Any) -> Run:
    def carry_out(this: Run) -> None:
        settings.build.mkdir(exist_ok=True)
        settings.candidate.write_bytes(b"candidate")
        audited(this, outcome)

    return run.run(settings, carry_out, wishes=Wishes(**wishes))


@pytest.mark.parametrize(
    ("suite", "belief"), CRITICAL, ids=[one["meta"]["name"] for _, one in CRITICAL]
)
def test_a_critical_failure_stops_the_run_and_is_told(
    suite: str, belief: dict[str, Any], serving: Settings
) -> None:
    name = belief["meta"]["name"]
    with pytest.raises(AuditFailed, match=f"critical: {name} in ") as raised:
        _run(serving, failing(suite, belief))
    assert raised.value.exit_code == 1
    assert belief["meta"]["what_to_do"] in str(raised.value)
    assert value(serving) == 1
    said = json.loads(serving.status.read_text("utf-8"))
    assert said["last_run"]["outcome"] == "failed"
    assert [(one["severity"], one["check_name"]) for one in said["failing_checks"]] == [
        ("critical", name)
    ]
    last = journal.last_run(serving)
    assert last
    assert name in (serving.reports / f"{last.run_key}.html").read_text("utf-8")
    assert (serving.failed / f"{last.run_key}.duckdb").exists()


def test_a_warning_stops_nothing_and_is_told(serving: Settings) -> None:
    suite, belief = next((s, one) for s, one in BELIEFS if one["severity"] == "warning")
    done = _run(serving, failing(suite, belief))
    assert done.checks[0].severity == "warning"
    (found,) = json.loads(serving.status.read_text("utf-8"))["failing_checks"]
    assert found["check_name"] == belief["meta"]["name"]


def test_an_accepted_failure_stops_nothing_that_time_only(serving: Settings) -> None:
    suite, belief = CRITICAL[0]
    outcome, name = failing(suite, belief), belief["meta"]["name"]
    assert _run(serving, outcome, accepted=frozenset({name})).checks[0].severity == "accepted"
    with pytest.raises(AuditFailed):
        _run(serving, outcome)


def test_most_beliefs_are_tried_here() -> None:
    assert len(CRITICAL) >= 30
