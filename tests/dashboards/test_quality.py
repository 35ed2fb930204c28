"""Data quality: checks by run, pages, caveats and contested values, held against plain rows."""

import json
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from flows.settings import Settings
from tests.dashboards.apps import checked, said, screen
from tests.dashboards.warehouses import publish, rows_of, silence

LAST = "where run_key = (select max(run_key) from fact_check)"
EMPTY = (
    "create table fact_defect (defect_kind text, page_key text, is_left_out boolean)",
    "create table dim_page (page_key text, status text, quarantine_reason text)",
    "create table caveat (caveat_name text, caveat_text text, table_name text, column_name text, "
    "affected_row_count int)",
    "create table dim_film (film_key text, title text, release_year int)",
    "create table contested_value (film_key text, value_kind text, value_text text, "
    "current_page_count int, page_count int, is_chosen boolean)",
    "create table implausible_value (finding_kind text, film_key text, stated_text text, "
    "finding text, page_key text)",
    "create table fact_run (run_key text, started_at timestamp)",
    "create table fact_check (run_key text, suite text, table_name text, check_name text, "
    "severity text, success boolean, observed_value text)",
)


@pytest.fixture
def troubled(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """25 runs of two suites, of which the last four ended badly in every way there is."""
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    bad = {22: ("critical", "s2", "deep"), 23: ("accepted", "s2", "deep"),
           24: ("warning", "s2", "deep"), 25: ("critical", "s2", "deep")}  # fmt: skip
    checks = []
    for run in range(1, 26):
        severity, *wrong = bad.get(run, ("", "", ""))
        for suite, name in (("s1", "wide"), ("s2", "deep"), ("s2", "broad")):
            fails = [suite, name] == wrong
            checks.append(
                f"('r{run:02}', '{suite}', 't', '{name}', '{severity if fails else 'critical'}', "
                f"{not fails}, '{run}')"
            )
    publish(
        settings,
        *EMPTY,
        "insert into fact_run select 'r' || lpad(i::varchar, 2, '0'), now() from range(1, 26) t(i)",
        f"insert into fact_check values {', '.join(checks)}",
    )
    return screen("quality")


def test_checks_of_the_last_run_are_all_there(published: Settings) -> None:
    app = screen("quality")
    shown = app.dataframe[0].value
    checks = rows_of(published, f"select suite, check_name from fact_check {LAST}")
    passed = rows_of(published, f"select count(*) from fact_check {LAST} and success")[0][0]
    assert sorted(zip(shown["suite"], shown["check_name"], strict=True)) == sorted(checks)
    assert f"{passed} of {len(checks)} checks behind this generation passed" in said(app)
    assert "The last run did not pass" not in said(app)


def test_failures_stand_first_with_signs_and_words(troubled: AppTest) -> None:
    shown = troubled.dataframe[0].value
    assert list(shown["result"]) == ["✗ failed", "✓ passed", "✓ passed"]
    assert shown["check_name"][0] == "deep"
    assert "2 of 3 checks behind this generation passed" in said(troubled)


def test_a_suite_is_as_bad_as_its_worst_check_in_each_of_the_newest_runs(
    troubled: AppTest,
) -> None:
    suites = troubled.dataframe[1].value
    assert list(suites["suite"].unique()) == ["s2", "s1"]
    for suite, signs in {"s1": "✓" * 20, "s2": "✓" * 16 + "✗~!✗"}.items():
        rows = suites[suites["suite"] == suite]
        assert "".join(rows["sign"]) == signs
        assert list(rows["run"]) == list(range(6, 26))
    last = suites[suites["run"] == 25].set_index("suite")
    assert list(last.loc["s2", ["passed", "checks"]]) == [1, 2]
    assert list(suites[suites["suite"] == "s2"]["says"])[-4:] == [
        "failed", "accepted", "warning", "failed",
    ]  # fmt: skip
    assert "1 of 2 suites did not always pass" in said(troubled)
    assert "The newest 20 runs that checked something" in said(troubled)


def test_each_check_of_a_suite_has_its_own_strip(troubled: AppTest) -> None:
    assert troubled.selectbox[0].options == ["s2", "s1"]
    checks = troubled.dataframe[2].value
    assert list(checks["check_name"].unique()) == ["deep", "broad"]
    assert "".join(checks[checks["check_name"] == "deep"]["sign"]) == "✓" * 16 + "✗~!✗"
    assert list(checks["observed_value"])[19] == "25"
    checked(troubled.selectbox[0].set_value("s1").run())
    assert list(troubled.dataframe[2].value["check_name"].unique()) == ["wide"]


def test_what_only_a_failed_run_found_is_shown_above_the_older_checks(
    published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = {"severity": "critical", "table_name": "t", "check_name": "c", "observed_value": None}
    told = {"last_run": {"outcome": "failed"}, "failing_checks": [check, {"severity": "odd"}, 1]}
    (tmp_path / "STATUS.json").write_text(json.dumps(told))
    monkeypatch.setattr(Settings, "status", tmp_path / "STATUS.json")
    app = screen("quality")
    assert "✗ The last run did not pass 1 check<" in said(app)
    assert list(app.dataframe[0].value["check_name"]) == ["c"]
    told["last_run"] = {"outcome": "published"}
    (tmp_path / "STATUS.json").write_text(json.dumps(told))
    assert "The last run did not pass" not in said(screen("quality"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"failing_checks": 3, "last_run": 3}'])
def test_a_damaged_status_hides_nothing(
    text: str, published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "STATUS.json").write_text(text)
    monkeypatch.setattr(Settings, "status", tmp_path / "STATUS.json")
    assert "checks behind this generation passed" in said(screen("quality"))


def test_pages_and_defects_are_those_of_the_rows(published: Settings) -> None:
    pages = Counter(rows_of(published, "select status, quarantine_reason from dim_page"))
    defects = rows_of(published, "select defect_kind, page_key from fact_defect")
    app = screen("quality")
    shown, kinds = app.dataframe[3].value, app.dataframe[4].value
    assert sorted(shown["pages"]) == sorted(pages.values())
    reasons = [reason.replace("_", " ") for _, reason in pages if reason]
    assert reasons
    assert all(any(reason in one for one in shown["pages_are"]) for reason in reasons)
    assert dict(zip(kinds["defect_kind"], kinds["pages"], strict=True)) == Counter(
        kind for kind, _ in set(defects)
    )
    assert list(kinds["defects"].sort_values()) == sorted(
        Counter(kind for kind, _ in defects).values()
    )
    assert f"{pages['loaded', None]} pages read without a defect" in said(app)


def test_every_caveat_stands_with_its_words_and_its_live_count(published: Settings) -> None:
    caveats = rows_of(
        published, "select affected_row_count, table_name, column_name, caveat_text from caveat"
    )
    shown = said(screen("quality"))
    assert len(caveats) > 10
    for count, table, column, words in caveats:
        line = f"<dt><b>{count:,}</b> <span>{table}.{column}</span></dt><dd>"
        assert line + escape(words).replace("&#x27;", "&#39;") in shown


def test_contested_and_implausible_values_are_all_kept(published: Settings) -> None:
    contested = rows_of(published, "select film_key, value_kind, value_text from contested_value")
    implausible = rows_of(published, "select finding from implausible_value")
    app = screen("quality")
    values, statements = app.dataframe[5].value, app.dataframe[6].value
    assert sorted(values["value_text"]) == sorted(text for *_, text in contested)
    contests = len({one[:2] for one in contested})
    assert list(values["standing"]).count("✓ chosen") == contests > 1
    assert f"{contests} values contested" in said(app)
    assert sorted(statements["finding"]) == sorted(one for (one,) in implausible)
    assert f"{len(implausible)} statements that can hardly be true" in said(app)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("last_checks", "No check stands in this generation"),
        ("suites_by_run", "No check stands in this generation"),
        ("pages_by_status", "No page was landed yet"),
        ("defects_by_kind", "No page has a defect"),
        ("caveats", "No caveat stands in this generation"),
        ("contested_values", "No two pages or captures disagree on a film"),
        ("implausible_values", "No page states what can hardly be"),
    ],
)
def test_a_part_without_rows_says_so(
    question: str, words: str, published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence(monkeypatch, question)
    shown = said(screen("quality"))
    assert words in shown
    assert shown.count("fh-nothing") == 1


def test_a_warehouse_with_nothing_in_it_is_told_part_by_part(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    publish(settings, *EMPTY)
    app = screen("quality")
    assert said(app).count("fh-nothing") == 7
    assert not app.dataframe
    assert not app.selectbox
