"""The command: exit codes, messages instead of tracebacks, and nothing heavy before it is due."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from flows.marts import marts
from flows.settings import PROJECT, Settings

HEAVY = (
    "{'prefect', 'dbt', 'great_expectations', 'pandas', 'sqlalchemy', 'fastapi', 'streamlit', "
    "'altair', 'vl_convert'}"
)


def filmhouse(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        cwd=PROJECT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def serving(settings: Settings) -> Settings:
    settings.generations.mkdir(parents=True)
    with duckdb.connect(str(settings.generations / "abc.duckdb")) as database:
        database.execute("create table dim_film as select 'L’Âge d''or' as title from range(9999)")
    settings.current.symlink_to("generations/abc.duckdb")
    return settings


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["run", "--unknown"],
        ["run", "--inbox"],
        ["sql", "--csv", "--json", "select 1"],
        ["sql", "select", "1"],
        ["status", "extra"],
    ],
)
def test_wrong_words_exit_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert capsys.readouterr().err.startswith("usage: filmhouse")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "--inbox", "missing"], "There is no inbox 'missing'"),
        (["status"], "Nothing is published in"),
        (["sql", "select 1"], "`filmhouse run` first"),
        (["sql", "--csv", "-"], "`filmhouse run` first"),
        (["docs"], "`filmhouse run` first"),
        (["run"], "none was ever landed"),
    ],
)
def test_wrong_input_exits_with_2_and_a_message(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--home", str(tmp_path / "home")]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "0"),
        ("MAX_PAGE_BYTES", "4MB"),
        ("INTERVAL_SECONDS", "hourly"),
        ("MEMORY_LIMIT", "much"),
        ("HOME", "/dev/null"),
    ],
)
def test_a_wrong_variable_exits_with_2_and_its_name(
    name: str,
    value: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(f"FILMHOUSE_{name}", value)
    home = [] if name == "HOME" else ["--home", str(tmp_path)]
    assert main(["status", *home]) == 2
    assert value in capsys.readouterr().err


def test_a_query_is_answered_and_a_wrong_one_exits_with_2(
    serving: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(serving.home)]
    assert main(["sql", "--csv", "select count(*) as n from dim_film", *home]) == 0
    assert capsys.readouterr().out == "n\n9999\n"
    assert main(["sql", "select * from dim_filn", *home]) == 2
    assert "Did you mean" in capsys.readouterr().err


def test_a_damaged_generation_exits_with_4(
    serving: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    serving.current.write_bytes(b"x" * 99)
    assert main(["sql", "select 1", "--home", str(serving.home)]) == 4
    assert "Remove this file and run again" in capsys.readouterr().err


def test_a_warehouse_that_is_run_exits_with_3(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    from flows.lock import lock

    with lock(settings):
        code = main(["run", "--home", str(settings.home), "--inbox", str(settings.inboxes[0])])
    assert code == 3
    assert f"process {os.getpid()}" in capsys.readouterr().err


@pytest.mark.parametrize("form", [[], ["--csv"], ["--json"]])
@pytest.mark.parametrize("query", ["select 1", "select * from dim_film"])
def test_a_reader_that_leaves_is_no_error(form: list[str], query: str, serving: Settings) -> None:
    command = [sys.executable, "-m", "flows.cli", "sql", *form, "-", "--home", str(serving.home)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as reader:
        assert reader.stdin
        assert reader.stdout
        assert reader.stderr
        reader.stdout.close()
        reader.stdin.write(query)
        reader.stdin.close()
        error = reader.stderr.read()
    assert (reader.returncode, error) == (0, "")


def test_a_terminal_without_unicode_loses_no_row(serving: Settings) -> None:
    for form in ([], ["--csv"], ["--json"]):
        done = filmhouse(
            *("sql", "select title from dim_film limit 1", "--home", str(serving.home), *form),
            PYTHONIOENCODING="latin-1",
        )
        assert (done.returncode, done.stderr) == (0, ""), form
        assert "ge d'or" in done.stdout


def _imported_by(arguments: list[str]) -> "subprocess.CompletedProcess[str]":
    code = (
        "import sys\nfrom flows.cli import main\n"
        "try: code = main(sys.argv[1:])\nexcept SystemExit as stop: code = stop.code\n"
        f"print(code, sorted({HEAVY} & set(sys.modules)), file=sys.stderr)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["status"], 2), (["sql", "select 1"], 0), (["run", "--help"], 0)],
)
def test_nothing_heavy_is_imported_before_it_is_due(
    arguments: list[str], code: int, serving: Settings
) -> None:
    home = ["--home", str(serving.home)] if "--help" not in arguments else []
    done = _imported_by([*arguments, *home])
    assert done.stderr.splitlines()[-1] == f"{code} []"


def test_help_needs_no_table_library() -> None:
    code = "import sys, flows.cli\nprint({'polars', 'duckdb', 'rich'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


def test_docs_make_one_page_that_names_every_mart_and_its_caveats(
    hostile_home: Settings, hostile_docs: str
) -> None:
    made = hostile_home.warehouse / "dbt" / "target" / "static_index.html"
    assert str(made) in hostile_docs
    page = made.read_text("utf-8")
    assert [one.name for one in marts() if one.name not in page] == []
    assert "whether the provider dropped the film is a guess" in page
    assert not hostile_home.build.exists()
