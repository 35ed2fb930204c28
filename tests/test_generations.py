"""Going back is one command, to what was published and nothing else; room is made in time."""

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from flows import generations, publish, retention, run
from flows.errors import StoreDamaged, WrongUsage
from flows.generation import generation_id, serving_id
from flows.land import land
from flows.settings import Settings
from tests.test_publish import publish_next, value


@pytest.fixture
def published(settings: Settings) -> Settings:
    """Three generations whose tables hold 0, 1 and 2."""
    settings.parsed.mkdir(parents=True)
    for number in range(3):
        path = publish_next(settings, number)
        os.utime(path, (number, number))
    return settings


@pytest.fixture(autouse=True)
def no_status(monkeypatch: pytest.MonkeyPatch) -> None:
    """These small generations have no marts that a status could count."""
    monkeypatch.setattr("flows.tell.write_status", lambda _settings: None)


def ids(settings: Settings) -> list[str]:
    return [one.generation_id for one in generations.generations(settings)]


def test_the_newest_comes_first_and_one_serves(published: Settings) -> None:
    found = generations.generations(published)
    assert [one.is_serving for one in found] == [True, False, False]
    assert [one.published_at.second for one in found] == [2, 1, 0]


def test_going_back_and_forth(published: Settings) -> None:
    newest, middle, oldest = ids(published)
    assert generations.roll_back(published, None).generation_id == middle
    assert (value(published), generations.put_aside(published)) == (1, {newest})
    generations.roll_back(published, None)
    assert (value(published), generations.put_aside(published)) == (0, {newest, middle})
    with pytest.raises(WrongUsage, match="no generation before"):
        generations.roll_back(published, None)
    generations.roll_back(published, newest[:9])
    assert (value(published), generations.put_aside(published)) == (2, set())
    assert ids(published) == [newest, middle, oldest]


def test_what_was_put_aside_is_not_published_again_from_the_same_pages(
    published: Settings,
) -> None:
    generations.roll_back(published, None)
    carried_out: list[str] = []
    for is_new in (False, True):
        if is_new:
            (published.inboxes[0] / "new.txt").write_bytes(b"new")
        done = run.run(published, lambda this: carried_out.append(this.generation))
        assert done.generation == generation_id(published)
        assert carried_out == ([done.generation] if is_new else [])
    assert serving_id(published) != done.generation


def test_a_publish_ends_what_was_put_aside(published: Settings) -> None:
    generations.roll_back(published, None)
    publish_next(published, 9)
    assert (value(published), generations.put_aside(published)) == (9, set())


@pytest.mark.parametrize("beginning", ["zz", "../x", "", "0" * 65])
def test_an_unknown_generation_is_told(beginning: str, published: Settings) -> None:
    with pytest.raises(WrongUsage, match="`filmhouse generations` lists them"):
        generations.find(published, beginning)
    assert value(published) == 2


def test_a_damaged_generation_does_not_serve(published: Settings) -> None:
    path = generations.generations(published)[1].path
    path.chmod(0o644)
    whole = bytearray(path.read_bytes())
    whole[5000] ^= 1
    path.write_bytes(whole)
    os.utime(path, (1, 1))
    with pytest.raises(StoreDamaged, match=path.name):
        generations.roll_back(published, None)
    assert value(published) == 2


def test_a_damaged_serving_generation_is_made_anew(published: Settings) -> None:
    path = published.current.resolve()
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    carried_out: list[str] = []
    run.run(published, lambda this: carried_out.append(this.generation))
    assert carried_out == [path.stem]


_Usage = namedtuple("_Usage", "free")


def _disk(monkeypatch: pytest.MonkeyPatch, path: Path, *, bytes_a_generation: int) -> None:
    """Let the disk have room only when few generations are left: a full disk cannot be made."""

    def usage(_: object) -> _Usage:
        left = len(list(path.glob("*.duckdb")))
        return _Usage((10 - left) * bytes_a_generation)

    monkeypatch.setattr(shutil, "disk_usage", usage)


def test_with_little_room_three_generations_stay(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.parsed.mkdir(parents=True)
    for number in range(6):
        os.utime(publish_next(settings, number), (number, number))
    _disk(monkeypatch, settings.generations, bytes_a_generation=10 * 1024 * 1024)
    retention.make_room(settings)
    assert [one.published_at.second for one in generations.generations(settings)] == [5, 4, 3]
    assert len(list(settings.generations.glob("*.xxh128"))) == 3


def test_with_no_room_nothing_is_begun_and_the_last_generation_serves(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _disk(monkeypatch, published.generations, bytes_a_generation=1024 * 1024)
    with pytest.raises(StoreDamaged, match=r"needs about \d+ MB, and only 7 MB are free"):
        retention.make_room(published)
    assert value(published) == 2


def test_the_last_two_failed_candidates_are_kept_and_never_served(published: Settings) -> None:
    for number in range(4):
        published.build.mkdir(exist_ok=True)
        published.candidate.write_bytes(b"%d" % number)
        retention.keep_failed(published, f"run-{number}")
    kept = sorted(published.failed.iterdir())
    assert [path.name for path in kept] == ["run-2.duckdb", "run-3.duckdb"]
    assert value(published) == 2
    publish.tidy(published)
    assert sorted(published.failed.iterdir()) == kept
    land(published)
    assert len(ids(published)) == 3
