"""The report of a run: complete, escaped, and unable to load or run anything."""

import re
from datetime import datetime
from html.parser import HTMLParser

import pytest

from flows.check_results import CheckResult
from flows.journal import RunRecord
from flows.report import write_report
from flows.settings import Settings

RUN = RunRecord("20240304T120000Z-00", "failed", datetime(2024, 3, 4, 12))
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=y> {{ 7*7 }} & \u202e"


def result(
    name: str, severity: str = "warning", *, success: bool = False, suite: str = "parsed_films"
) -> CheckResult:
    return CheckResult(
        suite, suite, name, severity, success, "3/9",
        datetime(2024, 3, 4), 3, f"note of {name}", f"advice of {name}",
    )  # fmt: skip


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def report(settings: Settings, record: RunRecord, *results: CheckResult) -> _Tags:
    write_report(settings, record, results)
    text = (settings.reports / f"{record.run_key}.html").read_text("utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"https?:|//|url\(|@import", text)
    found = _Tags()
    found.feed(text)
    return found


def test_every_check_is_told_what_failed_first(settings: Settings) -> None:
    found = report(
        settings, RUN, result("a", success=True), result("b"), result("c", "critical"),
        result("d", "accepted"),
    )  # fmt: skip
    places = [found.text.index(f"note of {name}") for name in "cdba"]
    assert places == sorted(places)
    assert "advice of c" in found.text
    assert "advice of a" not in found.text
    assert "1 passed" in found.text
    assert "1 failed (critical)" in " ".join(found.text.split())


def test_the_suite_that_failed_worst_comes_first(settings: Settings) -> None:
    found = report(
        settings, RUN, result("a", success=True, suite="fine"), result("b", suite="odd"),
        result("c", "critical", suite="bad"),
    )  # fmt: skip
    places = [found.text.index(suite) for suite in ("bad", "odd", "fine")]
    assert places == sorted(places)


def test_hostile_text_stays_text(settings: Settings) -> None:
    record = RunRecord("20240304T120000Z-01", "failed", datetime(2024, 3, 4), error=HOSTILE)
    found = report(settings, record, result(HOSTILE))
    assert not {"script", "img"} & set(found.tags)
    assert found.text.count(HOSTILE) == 4
    assert [name for name, _ in found.attributes if name.startswith("on")] == []
    assert {name for name, _ in found.attributes} <= {
        "lang", "charset", "http-equiv", "content", "name", "class",
    }  # fmt: skip


def test_a_run_that_checked_nothing_has_none_and_old_ones_go(settings: Settings) -> None:
    write_report(settings, RUN, ())
    assert not settings.reports.exists()
    for number in range(53):
        write_report(
            settings, RunRecord(f"run-{number:02}", "failed", RUN.started_at), [result("a")]
        )
    assert len(list(settings.reports.iterdir())) == 50
    assert not (settings.reports / "run-02.html").exists()


@pytest.mark.parametrize("severity", ["critical", "warning", "accepted"])
def test_every_severity_has_its_colour(severity: str, settings: Settings) -> None:
    found = report(settings, RUN, result("a", severity))
    assert ("class", severity) in found.attributes
