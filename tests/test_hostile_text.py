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

from flows import journal
from flows.build import build, document
from flows.check import check_border, check_gate
from flows.generation import generation_id
from flows.journal import RunRecord
from flows.land import land
from flows.parse import parse
from flows.publish import publish, tidy
from flows.report import write_report
from flows.run import _now
from flows.settings import Settings
from flows.spans import check_quotes
from flows.status import write_status

COMMAND = str(Path(sys.executable).with_name("filmhouse"))
MARK = "zqx"
HOSTILE = [
    "'; drop table dim_film; --", '" or 1=1 --', "'||(select 1)||'", "$1 $film ?", "%s %(a)s",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></tr></table>", "<!--",
    "&lt;b&gt; &amp; &#x3c;", "<svg/onload=alert(1)>", "javascript:alert(1)", "]]>", "<style>*{}",
    "{{ 7*7 }}", "{% raw %}", "{# x #}", "${7*7}", "#{7*7}", "{{ env_var('HOME') }}", "`rm -rf /`",
    "$(touch /tmp/x)", "; ls |", "../../../etc/passwd", "C:\\con\\nul", "file:///etc/passwd",
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|'/c calc'!A0", "[x](javascript:alert(1))",
    "![x](http://h/x)", "# Heading", "| a | b |", "**bold**", "\x1b[31mred", "\x1b]0;title\x07",
    "\u202eevil\u202c", "zero\u200bwidth\ufeff", "\u2066iso\u2069", "a\u0301\u0301\u0301",
    "\x07\x08",
    "\\n\\t\\u0000", "NULL", "nan", "[bold red]rich[/]", ":skull:",
]  # fmt: skip


def hostile(number: int) -> str:
    return (
        f"{MARK}{number} {HOSTILE[number]}" if number % 2 else f"{HOSTILE[number]} {MARK}{number}"
    )


def page(number: int) -> bytes:
    text = hostile(number)
    return (
        f"{text}\n\nSeptember. 19,1984\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0{text}\nRating:\n8.4\n"
        f"Trailer Synopsis Cast\n\n{text}\n\n{text} as\u00a0\u00a0{text}\n\n"
        f"Similar titles\n\nIt\n{text}\nIt\nIt 1999\n\n{text}\n{text}\n{text} 2015\n\n"
        f"Reviews\n\n{text}\n1984/09/19\n\n{text}\n\n... more\n"
    ).encode()


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse of pages with a hostile text in every field; one more is no text at all."""
    home = tmp_path_factory.mktemp("hostile")
    inbox = home / "inbox"
    inbox.mkdir()
    for number in range(len(HOSTILE)):
        (inbox / f"{number}.txt").write_bytes(page(number))
    (inbox / "bad.txt").write_bytes(b"\xff" + hostile(5).encode())
    settings = Settings(home, (inbox,))
    record = RunRecord("20240304T120000Z-00", "published", _now(), finished_at=_now())
    land(settings)
    parse(settings)
    journal.begin(settings, record)
    results = check_border(settings).results
    build(settings)
    check_quotes(settings)
    results += check_gate(settings).results
    journal.write_checks(settings, record.run_key, results)
    publish(settings, record, generation_id(settings))
    write_report(settings, record, results)
    write_status(settings)
    document(settings)
    tidy(settings)
    return settings


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
    tags = _Tags()
    tags.feed(report.read_text("utf-8"))
    assert not {"script", "img", "svg", "src", "href", "onload", "onerror"} & set(tags.found)
    assert not re.search(r"https?://", report.read_text("utf-8"))


def test_forty_texts_at_least() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 40
