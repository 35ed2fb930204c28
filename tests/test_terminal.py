"""Text of pages is data at the terminal, in CSV and in JSON; what is written can be read back."""

import csv
import io
import json
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console

from flows import terminal
from flows.query import Answer


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """A colour terminal of 80 columns."""
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, highlight=False)
    monkeypatch.setattr(terminal, "OUT", console)
    return out


HOSTILE = [
    ("\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07"),
    ("[bold]x[/bold] [/]", "[bold]x[/bold] [/]"),
    ("[link=http://x]", "[link=http://x]"),
    (":smile: \\[x]", ":smile: \\[x]"),
    ("abc\u202edef\u2066", "abc\\u202edef\\u2066"),
    ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
    ("a\nb\r\tc\x00\x9b", "a\\nb\\r\\tc\\x00\\x9b"),
    ("a\u2028b\u0085c", "a\\u2028b\\x85c"),
    ("\udcff", "\\udcff"),
    ("Amélie 🎬 東京\u00a0x", "Amélie 🎬 東京\u00a0x"),
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_text_cannot_steer_the_terminal(text: str, shown: str) -> None:
    assert terminal.plain(text).plain == shown
    assert terminal.plain(text).spans == []


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
@pytest.mark.parametrize("wide", ["", "x" * 100])
def test_hostile_values_and_names_are_shown_as_they_are(
    text: str, shown: str, wide: str, screen: io.StringIO
) -> None:
    terminal.show(Answer([text, "b", "c"], [(text, wide, wide)]))
    for sign in "\x07\x00\x9b\r\u202e\u200b\u2028":
        assert sign not in screen.getvalue()
    assert "\x1b[31m" not in screen.getvalue()
    assert screen.getvalue().count(shown) == 2


def test_a_small_answer_is_a_table(screen: io.StringIO) -> None:
    terminal.show(Answer(["title", "n"], [("Amadeus", 10), (None, 5)]))
    lines = screen.getvalue().splitlines()
    assert any("title" in line and " n" in line for line in lines)
    assert any("Amadeus" in line and "10" in line for line in lines)
    assert "2 rows" in lines[-1]


def test_a_wide_answer_is_blocks_within_80_columns(screen: io.StringIO) -> None:
    terminal.show(
        Answer([f"column_{n}" for n in range(6)], [("word " * 30,) * 6, ("東" * 90,) * 6])
    )
    plain = screen.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\x1b[2m", "")
    assert max(map(_width, plain.splitlines())) <= 80
    assert plain.count("column_5") == 2
    assert plain.count("word") == 180
    assert plain.count("東") == 540


def _width(line: str) -> int:
    return len(line) + line.count("東")


def test_more_rows_than_fit_are_counted_not_shown(screen: io.StringIO) -> None:
    terminal.show(Answer(["n"], [(n,) for n in range(1234)]))
    assert "1,234 rows, the first 200 shown" in screen.getvalue()
    assert "201" not in screen.getvalue()


def test_no_rows_is_an_answer(screen: io.StringIO) -> None:
    terminal.show(Answer(["n"], []))
    terminal.show(Answer([], []))
    assert screen.getvalue().count("0 rows") == 2


ROWS: list[tuple[Any, ...]] = [
    (None, Decimal("8.1"), date(1948, 10, 22), datetime(2024, 3, 4, 5, 6, 7), True),
    ("Amélie, 東京 \"x\"\n'y'\r\n", Decimal("10.0"), None, None, False),
]
NAMES = ["text", "rating", "day", "at", "flag"]


def test_csv_can_be_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.write_csv(Answer(NAMES, ROWS))
    out = capsys.readouterr().out
    found = list(csv.reader(io.StringIO(out, newline="")))
    assert found[0] == NAMES
    assert "\r\n" not in out.replace("y'\r\n", "")
    assert found[1] == ["", "8.1", "1948-10-22", "2024-03-04 05:06:07", "True"]
    assert found[2] == ["Amélie, 東京 \"x\"\n'y'\r\n", "10.0", "", "", "False"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_no_text_is_a_formula_in_csv(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.write_csv(Answer(["a", text], [(text, -1)]))
    found = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert found == [["a", f"'{text}"], [f"'{text}", "-1"]]


def test_json_can_be_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.write_json(Answer(NAMES, ROWS))
    assert json.loads(capsys.readouterr().out) == [
        {
            "text": None,
            "rating": 8.1,
            "day": "1948-10-22",
            "at": "2024-03-04T05:06:07",
            "flag": True,
        },
        {"text": ROWS[1][0], "rating": 10.0, "day": None, "at": None, "flag": False},
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        (10**30, 10**30),
        ([1, Decimal("1.5"), None, [date(2024, 1, 1)]], [1, 1.5, None, ["2024-01-01"]]),
        ({"a": Decimal("1.5")}, {"a": 1.5}),
        ({date(2024, 1, 1): 1}, {"2024-01-01": 1}),
        ("=1+1\x1b\u2028", "=1+1\x1b\u2028"),
        (b"\xff", "b'\\xff'"),
    ],
)
def test_json_holds_every_kind_of_value(
    value: Any, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.write_json(Answer(["v"], [(value,)]))
    assert json.loads(capsys.readouterr().out) == [{"v": written}]


def test_json_keeps_columns_of_the_same_name(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.write_json(Answer(["a", "a", "a_2", "a"], [(1, 2, 3, 4)]))
    (row,) = json.loads(capsys.readouterr().out)
    assert list(row.values()) == [1, 2, 3, 4]


def test_a_message_keeps_its_lines_and_long_paths(capsys: pytest.CaptureFixture[str]) -> None:
    path = "/" + "long/" * 50
    terminal.say_error(f"{path}: [red]bad[/red] \x1b[2J\nNext line")
    found = capsys.readouterr().err
    assert found == f"{path}: [red]bad[/red] \\x1b[2J\nNext line\n"


@pytest.mark.parametrize(
    "call", ["OUT.print('x' * 9)", "write_csv(Answer(['a'], [(1,)]))", "write_json(Answer([], []))"]
)
def test_a_reader_that_leaves_is_no_failed_audit(call: str) -> None:
    code = (
        "import sys; from flows.query import Answer; from flows.terminal import *\n"
        f"sys.stdin.read()\nfor _ in range(2):\n"
        f"    try: {call}\n    except BrokenPipeError: sys.exit(0)\n"
    )
    command = [sys.executable, "-c", code]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as writer:
        assert writer.stdin
        assert writer.stdout
        assert writer.stderr
        writer.stdout.close()
        writer.stdin.close()
        error = writer.stderr.read()
    assert (writer.returncode, "Traceback" in error) in {(0, False), (120, False)}, error


def test_counts_have_their_noun() -> None:
    assert [terminal.counted(n, "page") for n in (0, 1, 2000)] == [
        "0 pages",
        "1 page",
        "2,000 pages",
    ]
