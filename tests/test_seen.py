"""A file that was read whole is not opened again, until it or what it became is another."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows import contents, seen
from flows.land import LandOutcome, land
from flows.settings import Settings

OLD = 1_700_000_000  # seconds: long settled


def write(path: Path, content: bytes, modified: int = OLD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (modified, modified))


@pytest.fixture()
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that landings open."""
    names: list[str] = []

    def note(path: Any, *rest: Any, **more: Any) -> Any:
        names.append(Path(path).name)
        return open(path, *rest, **more)

    monkeypatch.setattr(contents, "open", note, raising=False)
    return names


@pytest.fixture()
def landed(settings: Settings, inbox: Path, opened: list[str]) -> LandOutcome:
    write(inbox / "a.txt", b"a")
    write(inbox / "b.jsonl", b'{"text": "b"}\n{"text": "c"}\n')
    outcome = land(settings)
    assert opened == ["a.txt", "b.jsonl"]
    opened.clear()
    return outcome


def test_a_file_that_is_as_it_was_is_not_opened_and_counts_its_pages(
    landed: LandOutcome, settings: Settings, opened: list[str]
) -> None:
    again = land(settings)
    assert opened == []
    assert again == replace(landed, pages_landed=0, observations_landed=0)


@pytest.mark.parametrize(
    ("content", "modified"), [(b"ab", OLD), (b"x", OLD + 1)], ids=["size", "time"]
)
@pytest.mark.usefixtures("landed")
def test_a_file_of_another_size_or_time_is_read(
    settings: Settings, inbox: Path, opened: list[str],
    content: bytes, modified: int,
) -> None:  # fmt: skip
    write(inbox / "a.txt", content, modified)
    assert land(settings).pages_landed == 1
    assert opened == ["a.txt"]


@pytest.mark.usefixtures("landed")
def test_a_new_file_is_read_alone(settings: Settings, inbox: Path, opened: list[str]) -> None:
    write(inbox / "d" / "a.txt", b"another")
    assert land(settings).pages_landed == 1
    assert opened == ["a.txt"]


@pytest.mark.parametrize("folder", ["packs", "observations"])
@pytest.mark.usefixtures("landed")
def test_everything_is_read_again_when_something_landed_is_gone(
    settings: Settings, opened: list[str], folder: str
) -> None:
    (path,) = getattr(settings, folder).glob("*.parquet")
    path.unlink()
    land(settings)
    assert opened == ["a.txt", "b.jsonl"]
    assert path.exists() == (folder == "packs")
    assert len(list(getattr(settings, folder).glob("*.parquet"))) == 1


@pytest.mark.usefixtures("landed")
def test_other_limits_read_everything_again(settings: Settings, opened: list[str]) -> None:
    land(replace(settings, max_page_bytes=10))
    assert opened == ["a.txt", "b.jsonl"]


def test_a_file_with_something_wrong_is_told_every_time(
    settings: Settings, inbox: Path, opened: list[str]
) -> None:
    write(inbox / "a.jsonl", b'{"text": "a"}\nno record\n')
    assert land(settings).reports == land(settings).reports != ()
    assert opened == ["a.jsonl", "a.jsonl"]


def test_a_file_written_just_now_is_read_once_more(
    settings: Settings, inbox: Path, opened: list[str]
) -> None:
    """Within one tick of the clock it may change and show the same time and size."""
    (inbox / "a.txt").write_bytes(b"a")
    land(settings)
    land(settings)
    assert opened == ["a.txt", "a.txt"]


@pytest.mark.parametrize("damage", [b"", b"no table"])
@pytest.mark.usefixtures("landed")
def test_a_damaged_list_only_costs_the_reading(
    settings: Settings, opened: list[str], damage: bytes
) -> None:
    (path,) = settings.seen.glob("*.parquet")
    path.write_bytes(damage)
    assert land(settings).pages_landed == 0
    assert opened == ["a.txt", "b.jsonl"]
    assert seen.seen_files(settings, settings.inboxes[0]).known
