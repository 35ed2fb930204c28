"""Hostile text in every field of pages is text on every surface: never code, never in logs."""

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.settings import Settings
from tests.hostile import HOSTILE, MARK, hostile

COMMAND = str(Path(sys.executable).with_name("filmhouse"))


def ask(settings: Settings, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [COMMAND, words[0], "--home", str(settings.home), *words[1:]],
        capture_output=True, text=True, env={"COLUMNS": "80", "PATH": ""},
    )  # fmt: skip


def rows(settings: Settings, sql: str) -> list[dict[str, str]]:
    done = ask(settings, "sql", "--json", sql)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def test_every_text_comes_back_as_it_was(hostile_home: Settings) -> None:
    for sql in (
        "select title as text from dim_film where has_page",
        "select synopsis as text from dim_film where has_page",
        "select credited_name as text from bridge_cast",
        "select name as text from dim_provider where film_count > 0",
        "select name as text from dim_reviewer where name <> 'unknown'",
        "select review_text as text from fact_review",
    ):
        texts = {row["text"] for row in rows(hostile_home, sql)}
        expected = {hostile(number) for number in range(len(HOSTILE))}
        assert expected - texts == set(), sql


def test_csv_has_no_formula(hostile_home: Settings) -> None:
    done = ask(hostile_home, "sql", "--csv", "select title, synopsis from dim_film")
    cells = [cell for row in csv.reader(io.StringIO(done.stdout)) for cell in row]
    assert sum(MARK in cell for cell in cells) >= 2 * len(HOSTILE)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize(
    "words",
    [
        ("sql", "select * from dim_film limit 300"),
        ("sql", "select credited_name, character_name from bridge_cast"),
        ("sql", "select review_text from fact_review"),
        ("quarantine",),
        ("status",),
        ("generations",),
        ("verify",),
    ],
)
def test_no_text_steers_the_terminal(words: tuple[str, ...], hostile_home: Settings) -> None:
    done = ask(hostile_home, *words)
    assert done.returncode == 0, done.stderr
    assert unprintable(done.stdout) == []


def test_an_explanation_does_not_steer_the_terminal_either(hostile_home: Settings) -> None:
    keys = [
        row["film_key"]
        for row in rows(hostile_home, "select film_key from dim_film where has_page")
    ]
    for key in keys[::6]:
        done = ask(hostile_home, "explain", "dim_film", key)
        assert done.returncode == 0, done.stderr
        assert MARK in done.stdout
        assert unprintable(done.stdout) == []


def unprintable(text: str) -> list[str]:
    return [c for c in text if not (c.isprintable() or c in "\n\u00a0")]


def test_no_text_is_in_logs_reports_status_or_paths(hostile_home: Settings) -> None:
    surfaces = [
        hostile_home.status,
        *hostile_home.reports.iterdir(),
        *(hostile_home.warehouse / "dbt").rglob("*.log*"),
        *(hostile_home.warehouse / "dbt" / "target").rglob("*.*"),
    ]
    assert len(surfaces) > 5
    holding = [path for path in surfaces if path.is_file() and MARK.encode() in path.read_bytes()]
    assert holding == []
    assert [path for path in hostile_home.warehouse.rglob("*") if MARK in str(path)] == []
    for path in hostile_home.journal.rglob("*.parquet"):
        assert MARK.encode() not in path.read_bytes()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag, *(name for name, _ in attrs)]


def test_the_report_can_load_and_run_nothing(hostile_home: Settings) -> None:
    (report,) = hostile_home.reports.iterdir()
    text = report.read_text("utf-8")
    tags = _Tags()
    tags.feed(text)
    assert tags.found.count("svg") == 3  # pages as hostile as these have their charts too
    assert not {"script", "img", "image", "use", "a", "foreignobject"} & set(tags.found)
    assert [one for one in tags.found if one.startswith("on") or one in {"src", "href"}] == []
    assert not re.search(r"https?://|xlink|url\((?!#)", text)


def test_forty_texts_at_least() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 40
