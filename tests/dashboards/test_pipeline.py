"""Pipeline: what the last run said, failed ones too, and what the generation knows of runs."""

import json
import os
from html import escape
from pathlib import Path
from typing import Any

import pytest

from flows.journal import SEVERITIES
from flows.settings import Settings
from tests.dashboards.apps import FRAME, drawn, said, screen
from tests.dashboards.warehouses import publish, rows_of, silence

SCHEMA = (
    "create table fact_run (run_key text, outcome text, error text, pages_landed int, "
    "pages_parsed int, pages_quarantined int, duration_seconds double, started_at timestamp, "
    "finished_at timestamp)"
)


@pytest.fixture
def status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A STATUS.json of the test's own in the place of the warehouse's."""
    path = tmp_path / "STATUS.json"
    monkeypatch.setattr(Settings, "status", path)
    return path


def failed(**more: Any) -> str:
    run = {
        "run_key": "r9", "outcome": "failed", "started_at": "2024-03-04T10:00:00",
        "finished_at": "2024-03-04T10:01:00", "error": "critical: <b>no</b>\n  to do: look",
    }  # fmt: skip
    checks = [
        {"severity": severity, "table_name": "t", "check_name": f"is_{severity}",
         "observed_value": "1/2"}
        for severity in SEVERITIES
    ]  # fmt: skip
    serving = {"generation_id": "abcdef" * 8, "published_at": "2024-03-01T00:00:00"}
    told = {"last_run": run, "failing_checks": checks, "serving": serving, **more}
    return json.dumps(told)


def test_a_good_run_is_told_with_what_it_published(published: Settings) -> None:
    told = json.loads(published.status.read_text())
    shown = said(screen("pipeline"))
    assert "✓ The last run published a new generation" in shown
    assert f"<dd>{told['last_run']['run_key']}</dd>" in shown
    assert f"<dd>{told['serving']['generation_id'][:12]}</dd>" in shown
    assert told["serving"]["published_at"].replace("T", " ") in shown
    assert "✓ fresh" in shown
    assert "did not pass" not in shown
    assert "The last run came later" not in shown


def test_runs_are_those_of_the_generation_newest_first(published: Settings) -> None:
    sql = (
        "select pages_landed, pages_parsed, pages_quarantined, round(duration_seconds, 1) "
        "from fact_run order by run_key desc"
    )
    app = screen("pipeline")
    shown = app.dataframe[-1].value
    names = ["pages_landed", "pages_parsed", "pages_quarantined", "seconds"]
    assert [tuple(row) for row in shown[names].to_numpy()] == rows_of(published, sql)
    assert f"Run {len(shown)} is the newest in this generation" in said(app)


def test_a_failed_run_is_told_from_the_status_though_the_generation_is_older(
    published: Settings, status: Path
) -> None:
    status.write_text(failed())
    app = screen("pipeline")
    shown = said(app)
    assert "✗ The last run failed; the last good generation serves" in shown
    assert escape("critical: <b>no</b>\n  to do: look") in shown
    assert "<b>no</b>" not in shown
    assert "3 checks of it did not pass" in shown
    assert "The last run came later: it is told above." in shown
    checks = app.dataframe[0].value
    assert list(checks["result"]) == ["✗ failed", "~ accepted", "! warning"]
    assert list(checks["check_name"]) == ["is_critical", "is_accepted", "is_warning"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("killed", "✗ The last run was killed; the last good generation serves"),
        ("interrupted", "✗ The last run was killed; the last good generation serves"),
        ("up_to_date", "✓ The last run found nothing new"),
        ("running", "… A run had begun when this was written"),
        ("<i>odd</i>", "! The last run ended as &lt;i&gt;odd&lt;/i&gt;"),
    ],
)
def test_every_outcome_has_its_sign_and_words(
    outcome: str, words: str, published: Settings, status: Path
) -> None:
    run = {"outcome": outcome, "started_at": "2024-03-04T10:00:00", "finished_at": None}
    status.write_text(failed(last_run=run))
    assert words in said(screen("pipeline"))


def test_a_first_run_that_failed_is_told_before_anything_is_published(
    settings: Settings, status: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    status.write_text(failed(serving=None))
    app = drawn(FRAME)
    app.switch_page("screens/pipeline.py").run()
    shown = said(app)
    assert "✗ The last run failed; nothing is published" in shown
    assert "to do: look" in shown
    assert "Nothing is published yet." in shown


@pytest.mark.parametrize(
    "text",
    [None, "", '{"last_run": {"outcome": "fai', "[]", "null", '{"last_run": "x", "serving": 3, '
     '"failing_checks": {"a": 1}}', "[" * 100_000, "\ufffd\u0000"],
)  # fmt: skip
def test_a_status_that_tells_nothing_is_said_in_a_sentence(
    text: str | None, published: Settings, status: Path
) -> None:
    if text is not None:
        status.write_text(text)
    shown = said(screen("pipeline"))
    assert "STATUS.json is missing or damaged" in shown
    assert "is the newest in this generation" in shown


def test_signs_and_tones_tell_how_each_run_ended(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    ends = ["published", "up_to_date", "failed", "interrupted", "published", "running"]
    rows = ", ".join(
        f"('r{place}', '{end}', {'null' if end == 'published' else repr('why')}, 1, 1, 0, "
        f"{'null' if end in {'interrupted', 'running'} else place * 10.04}, now(), now())"
        for place, end in enumerate(ends, start=1)
    )
    publish(settings, SCHEMA, f"insert into fact_run values {rows}")
    app = screen("pipeline")
    shown, drawn_runs = app.dataframe[-1].value, app.dataframe[0].value
    assert list(shown["run"]) == ["6", "5", "4 ✗", "3 ✗", "2", "1"]
    assert list(shown["outcome"]) == [
        "… running", "✓ published", "✗ killed", "✗ failed", "✓ nothing new", "✓ published",
    ]  # fmt: skip
    assert list(drawn_runs["run"]) == ["1", "2", "3 ✗", "5"]
    assert list(drawn_runs["seconds"]) == [10.0, 20.1, 30.1, 50.2]
    assert "A run that publishes usually takes 30.1 seconds" in said(app)
    assert "The middle of 2 runs" in said(app)


def test_only_the_newest_forty_runs_are_shown_by_their_numbers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    rows = (
        "insert into fact_run select 'r' || lpad(i::varchar, 5, '0'), 'failed', 'why', 0, 0, 0, 1, "
        "now(), now() from range(1, 101) t(i)"
    )
    publish(settings, SCHEMA, rows)
    app = screen("pipeline")
    assert list(app.dataframe[-1].value["run"])[:2] == ["100 ✗", "99 ✗"]
    assert len(app.dataframe[-1].value) == 40
    assert ">How long runs take</h2>" in said(app)


def test_no_run_is_said(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    silence(monkeypatch, "runs")
    shown = said(screen("pipeline"))
    assert "No run that ended stands in this generation" in shown
    assert "No run stands in this generation" in shown


def test_the_newest_report_is_offered_first(
    published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Settings, "reports", tmp_path)
    for place, name in enumerate(["20240304T100000.1Z-b", "c" * 64, "20240304T100000.1Z-a"]):
        (tmp_path / f"{name}.html").write_text("<html></html>")
        os.utime(tmp_path / f"{name}.html", (place * 3600, place * 3600))
    app = screen("pipeline")
    assert app.selectbox[0].options == [
        "1970-01-01 02:00 UTC · run 20240304T100000.1Z-a",
        "1970-01-01 01:00 UTC · generation cccccccccccc",
        "1970-01-01 00:00 UTC · run 20240304T100000.1Z-b",
    ]
    assert str(tmp_path / "20240304T100000.1Z-a.html") in said(app)
    assert len(app.get("download_button")) == 1
    app.selectbox[0].select_index(1).run()
    assert str(tmp_path / f"{'c' * 64}.html") in said(app)


def test_no_report_and_one_that_has_just_gone_are_said(
    published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Settings, "reports", tmp_path / "none")
    assert "No run has left a report" in said(screen("pipeline"))
    gone = {"a": tmp_path / "gone.html"}
    monkeypatch.setattr("dashboards.kept.reports", lambda: gone)
    shown = screen("pipeline")
    assert "This report is gone" in said(shown)
    assert not shown.get("download_button")


def test_kept_generations_say_which_serves_and_which_were_put_aside(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    publish(settings, SCHEMA)
    for place, name in enumerate("bc"):
        path = settings.generations / f"{name * 64}.duckdb"
        path.write_bytes(b"x" * 1_500_000)
        os.utime(path, (place, place))
    settings.put_aside.write_text("c" * 64 + "\n")
    app = screen("pipeline")
    kept = app.dataframe[0].value
    assert "3 generations kept" in said(app)
    assert list(kept["standing"]) == ["✓ serves", "put aside", "kept"]
    assert list(kept["generation"]) == ["a" * 12, "c" * 12, "b" * 12]
    assert list(kept["size"])[1:] == ["1.5 MB", "1.5 MB"]
