"""The report of a run: complete, escaped, and unable to load or run anything."""

import os
import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

from flows.changes import Changes, TableRows
from flows.check_results import CheckResult
from flows.journal import RunRecord
from flows.report import Chart, Overview, Tile, failed_report, serving_report, write_report
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
        self.text += " "

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"] or data.isspace():
            self.text += data


def report(settings: Settings, record: RunRecord, *results: CheckResult) -> _Tags:
    write_report(settings, record, results)
    return read(settings.reports / f"{record.run_key}.html")


def read(path: Path) -> _Tags:
    text = path.read_text("utf-8")
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
    for number in range(53):  # names say nothing of age: those of generations are sums
        record = RunRecord(f"run-{99 - number}", "failed", RUN.started_at)
        write_report(settings, record, [result("a")])
        os.utime(settings.reports / f"run-{99 - number}.html", ns=(number, number))
    write_report(settings, RUN, [result("a")])
    kept = {path.stem for path in settings.reports.iterdir()}
    assert kept == {RUN.run_key, *(f"run-{99 - number}" for number in range(4, 53))}


PUBLISHED = RunRecord("20240304T120000Z-02", "published", datetime(2024, 3, 4, 12))
CHANGES = Changes(3, 1, 0, 2, 1, (TableRows("dim_film", 1200, 1203), TableRows("caveat", 7, 7),
                                  TableRows("film_term", None, 9)))  # fmt: skip


def overview(changes: Changes | None = CHANGES) -> Overview:
    chart = Chart(
        "Most are old", "by decade", Markup("<svg></svg>"), ("decade",), [(1940,), (None,)]
    )
    return Overview([Tile("Films", 1203, HOSTILE)], [chart], f"Compared with {HOSTILE}", changes)


@pytest.fixture
def serving(settings: Settings) -> Settings:
    settings.generations.mkdir(parents=True)
    (settings.generations / "abc.duckdb").touch()
    settings.current.symlink_to("generations/abc.duckdb")
    return settings


def test_a_published_generation_is_told_before_the_checks(serving: Settings) -> None:
    write_report(serving, PUBLISHED, [result("a")], overview())
    path = serving_report(serving)
    assert path == serving.reports / "abc.html"
    assert failed_report(serving, PUBLISHED.run_key) is None
    found = read(path)
    words = " ".join(found.text.split())
    assert "published generation abc" in words
    assert "Films 1,203" in words
    assert "dim_film 1,200 1,203" in words
    assert "film_term – 9" in words
    assert "As many rows as before: caveat 7." in words
    assert "Pages found 2 of films that were only mentioned" in words
    places = [words.index(one) for one in ("What it holds", "What changed", "What the checks say")]
    assert places == sorted(places)
    assert found.tags.count("svg") == 1
    assert not {"script", "img"} & set(found.tags)
    assert found.text.count(HOSTILE) == 2


def test_a_chart_of_nothing_is_a_sentence(serving: Settings) -> None:
    empty = overview(None)._replace(charts=[overview().charts[0]._replace(rows=[])])
    write_report(serving, PUBLISHED, [], empty)
    found = read(serving.reports / "abc.html")
    assert "There is none to draw." in found.text
    assert "svg" not in found.tags
    assert "rows before" not in found.text


def test_an_overview_that_failed_is_told_and_the_checks_are_there(serving: Settings) -> None:
    write_report(serving, PUBLISHED, [result("a")], HOSTILE)
    found = read(serving.reports / "abc.html")
    assert HOSTILE in found.text
    assert "note of a" in found.text


def test_a_run_that_failed_is_named_after_itself(serving: Settings) -> None:
    write_report(serving, RUN, [result("a")])
    assert failed_report(serving, RUN.run_key) == serving.reports / f"{RUN.run_key}.html"
    assert serving_report(serving) is None
    assert "published nothing" in read(serving.reports / f"{RUN.run_key}.html").text


@pytest.mark.parametrize("severity", ["critical", "warning", "accepted"])
def test_every_severity_has_its_colour(severity: str, settings: Settings) -> None:
    found = report(settings, RUN, result("a", severity))
    assert ("class", severity) in found.attributes
