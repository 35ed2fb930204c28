"""A question from the command line, from standard input, or at the prompt."""

import builtins
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows import prompt
from flows.errors import WrongUsage
from flows.settings import Settings


@pytest.fixture
def serving(settings: Settings) -> Settings:
    settings.generations.mkdir(parents=True)
    with duckdb.connect(str(settings.generations / "abc.duckdb")) as database:
        database.execute("create table dim_film as select 'Amadeus' as title")
    settings.current.symlink_to("generations/abc.duckdb")
    return settings


@pytest.mark.parametrize(
    ("form", "out"), [("csv", "title\nAmadeus\n"), ("json", '[\n {\n  "title": "Amadeus"\n }\n]\n')]
)
@pytest.mark.parametrize("asked", ["argument", "-", None])
def test_a_question_is_answered_in_its_form(
    form: str,
    out: str,
    asked: str | None,
    serving: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sql = "select title from dim_film"
    monkeypatch.setattr(sys, "stdin", io.StringIO(sql))
    assert prompt.answer(serving, sql if asked == "argument" else asked, form) == 0
    assert capsys.readouterr().out == out


def test_standard_input_that_is_no_text_is_explained(
    serving: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"select '\xff'"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(WrongUsage, match="UTF-8"):
        prompt.answer(serving, "-", "table")


def type_in(lines: list[str | BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    left: Iterator[str | BaseException] = iter([*lines, EOFError()])

    def read(_prompt: str) -> str:
        line = next(left)
        if isinstance(line, BaseException):
            raise line
        return line

    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(builtins, "input", read)


def test_the_prompt_answers_until_it_is_left(
    serving: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        "",
        "select title",
        "from dim_film;",
        "selec 1;",
        "drop",
        KeyboardInterrupt(),
        "select 7;",
    ]
    type_in(lines, monkeypatch)
    assert prompt.answer(serving, None, "table") == 0
    out, error = capsys.readouterr()
    assert "Amadeus" in out
    assert "7" in out
    assert error.count("The query cannot be answered") == 1


def test_the_prompt_names_any_path(
    serving: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moved = Settings(serving.home.rename(tmp_path / "[bold]a[x]"), ())
    type_in([], monkeypatch)
    prompt.answer(moved, None, "table")
    assert "[bold]a[x]" in capsys.readouterr().out.replace("\n", "")
