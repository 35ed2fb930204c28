"""The environment and the options become settings, or a message that says what is wrong."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from flows import settings as module
from flows.errors import WrongUsage
from flows.settings import load


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout without pages."""
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    (tmp_path / "raw/inbox").mkdir(parents=True)
    (tmp_path / "raw/inbox/.gitkeep").touch()
    return tmp_path


def test_without_pages_the_sample_is_taken_and_kept_apart(project: Path) -> None:
    found = load(environ={})
    assert found.is_sample
    assert found.home == project / ".sample"
    assert found.inboxes == (project / "raw/sample",)


@pytest.mark.parametrize("place", ["raw/inbox/a.txt", "raw/landed/packs"])
def test_a_checkout_with_pages_is_the_home(place: str, project: Path) -> None:
    (project / place).mkdir(parents=True)
    found = load(environ={}, lands=True)
    assert (found.home, found.is_sample) == (project, False)
    assert found.inboxes == (project / "raw/inbox",)


def test_an_inbox_alone_takes_no_command_that_reads_from_the_sample(project: Path) -> None:
    (project / "raw/inbox/a.txt").mkdir(parents=True)
    assert load(environ={}).is_sample


def test_a_named_inbox_goes_to_the_checkouts_home(project: Path) -> None:
    (project / "pages").mkdir()
    found = load(inboxes=(str(project / "pages"),), environ={})
    assert (found.home, found.is_sample) == (project, False)
    assert found.inboxes == (project / "pages",)


def test_an_option_comes_before_the_variable(project: Path) -> None:
    assert load(environ={"FILMHOUSE_HOME": str(project / "a")}).home == project / "a"
    found = load(str(project / "b"), environ={"FILMHOUSE_HOME": str(project / "a")})
    assert found.home == project / "b"
    assert found.inboxes == (project / "b/raw/inbox",)


def test_a_relative_inbox_has_a_name(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "raw")
    assert load("home", (".",), {}).inboxes[0].name == "raw"


@pytest.mark.parametrize("inbox", ["missing", "~nobody-of-that-name/x", "x" * 5000, "loop", "a/b"])
def test_a_missing_inbox_is_named(
    inbox: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    (project / "loop").symlink_to("loop")
    (project / "a").touch()
    with pytest.raises(WrongUsage, match="There is no inbox"):
        load(inboxes=(inbox,), environ={})


@pytest.mark.parametrize(
    "home", ["a*", "[a]", "o'brien", "a=b", "{a}", "a\nb", "~nobody-of-that-name", "file", "loop"]
)
def test_a_home_that_cannot_be_used_is_refused(
    home: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    (project / "loop").symlink_to("loop")
    (project / "file").touch()
    with pytest.raises(WrongUsage, match="The home"):
        load(home, environ={})


@pytest.mark.parametrize("home", ["a b", "é", "a.b,c;d#e&f", "100%", "$x"])
def test_other_homes_can_be_used(home: str, project: Path) -> None:
    assert load(str(project / home), environ={}).home == project / home


def test_every_knob_is_read(project: Path) -> None:
    found = load(
        str(project),
        environ={
            "FILMHOUSE_WORKERS": "3",
            "FILMHOUSE_MAX_PAGE_BYTES": "1000",
            "FILMHOUSE_MAX_UNPACKED_BYTES": "2000",
            "FILMHOUSE_INTERVAL_SECONDS": "60",
            "FILMHOUSE_MEMORY_LIMIT": "512MB",
            "FILMHOUSE_TEMP_FOLDER": str(project / "temp"),
            "FILMHOUSE_TEMP_LIMIT": "2GB",
            "FILMHOUSE_CRON": "0 6 * * *",
        },
    )
    assert (found.workers, found.max_page_bytes, found.max_unpacked_bytes) == (3, 1000, 2000)
    assert (found.interval_seconds, found.memory_limit) == (60, "512MB")
    assert found.cron == "0 6 * * *"
    assert found.spill.parent == project / "temp"
    assert found.duckdb_config["max_temp_directory_size"] == "2GB"
    assert found.spill != load(str(project / "h"), environ={}).spill


@pytest.mark.parametrize("name", ["WORKERS", "MAX_PAGE_BYTES", "CRON", "MEMORY_LIMIT", "HOME"])
def test_an_empty_variable_is_none(name: str, project: Path) -> None:
    assert load(environ={f"FILMHOUSE_{name}": ""}) == load(environ={})
    assert project


@pytest.mark.parametrize(
    "value", ["0", "-1", "1.5", "many", "1e3", " 1", "1 ", "٣", "0x10", "9" * 5000, "1" + "0" * 12]
)
@pytest.mark.parametrize(
    "name", ["WORKERS", "MAX_PAGE_BYTES", "MAX_UNPACKED_BYTES", "INTERVAL_SECONDS"]
)
def test_a_variable_that_is_no_number_is_named(name: str, value: str, project: Path) -> None:
    with pytest.raises(WrongUsage, match=f"FILMHOUSE_{name}="):
        load(str(project), environ={f"FILMHOUSE_{name}": value})


@pytest.mark.parametrize("value", ["banana", "80%", "0", "0GB", "-1", "1KB", "1GB'; select 1", "1"])
@pytest.mark.parametrize("name", ["MEMORY_LIMIT", "TEMP_LIMIT"])
def test_a_limit_is_a_size(name: str, value: str, project: Path) -> None:
    with pytest.raises(WrongUsage, match=f"FILMHOUSE_{name}="):
        load(str(project), environ={f"FILMHOUSE_{name}": value})


def test_limits_come_from_the_machine_and_stay_the_same(project: Path) -> None:
    """DuckDB takes them; what changes from run to run makes dbt read its project anew."""
    found = load(str(project / "h"), environ={}).duckdb_config
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    memory, disk = (
        int(found[name].removesuffix("MB")) for name in ("memory_limit", "max_temp_directory_size")
    )
    assert 512 <= memory <= max(512, total // 4 // 2**20)
    free = shutil.disk_usage(project).free // 2**20
    assert free / 4 <= disk <= free / 2 + 1
    assert disk & (disk - 1) == 0
    duckdb.connect(config=found).close()


def test_a_temp_folder_is_a_folder(project: Path) -> None:
    (project / "file").touch()
    with pytest.raises(WrongUsage, match="temp folder"):
        load(str(project), environ={"FILMHOUSE_TEMP_FOLDER": str(project / "file")})


@pytest.mark.parametrize("value", ["512MB", "1GB", "2 GiB", "100mib", "1TB"])
def test_a_memory_limit_may_have_any_unit_of_duckdb(value: str, project: Path) -> None:
    environ = {"FILMHOUSE_MEMORY_LIMIT": value}
    assert load(str(project), environ=environ).memory_limit == value


def test_all_state_lies_under_home(project: Path) -> None:
    found = load(str(project / "h"), environ={})
    paths = [
        *(found.packs, found.observations, found.warehouse, found.parsed, found.journal),
        *(found.generations, found.current, found.build, found.candidate, found.lock, found.log),
    ]
    assert all(path.is_relative_to(project / "h") for path in paths)
    assert not (project / "h").exists()
