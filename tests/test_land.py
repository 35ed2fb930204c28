"""Landing keeps every page and observation once, whatever the order, the splits or a crash."""

import hashlib
import json
import os
import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows import land as module
from flows.errors import StoreDamaged
from flows.land import land
from flows.settings import Settings

FACTS = ["page_key", "source_name", "origin", "captured_at"]


def packs(settings: Settings) -> pl.DataFrame:
    return pl.read_parquet(sorted(settings.packs.glob("*.parquet")))


def observations(settings: Settings) -> pl.DataFrame:
    return pl.read_parquet(sorted(settings.observations.glob("*.parquet")))


def facts(settings: Settings) -> list[tuple[Any, ...]]:
    return sorted(observations(settings).select(FACTS).rows())


def files(settings: Settings) -> dict[str, bytes]:
    landed = settings.home / "raw/landed"
    return {str(path.relative_to(landed)): path.read_bytes() for path in landed.rglob("*.*")}


def fill(folder: Path, count: int = 12) -> None:
    """Give a folder pages of every kind of place and time that names a capture, some twice."""
    for number in range(count):
        day = folder / f"2024-03-{number % 3 + 1:02}"
        day.mkdir(parents=True, exist_ok=True)
        (day / f"{number}.txt").write_bytes(b"page %d" % (number % 7))
    records = [
        {"text": f"page {n % 9}", "url": f"u{n % 4}", "captured_at": f"2024-01-0{n % 5 + 1}"}
        for n in range(count * 2)
    ]
    lines = [json.dumps(record) + "\n" for record in records]
    (folder / "records.jsonl").write_text("".join(lines))


def test_landing_keeps_the_bytes_and_who_saw_them_when(settings: Settings, inbox: Path) -> None:
    (inbox / "2024-03-04").mkdir()
    (inbox / "2024-03-04/a.txt").write_bytes(b"\xff\x00 as it came\r\n")
    outcome = land(settings)
    assert (outcome.pages_seen, outcome.pages_landed, outcome.observations_landed) == (1, 1, 1)
    key = hashlib.sha256(b"\xff\x00 as it came\r\n").hexdigest()
    assert packs(settings).rows() == [(key, b"\xff\x00 as it came\r\n", 15)]
    assert facts(settings) == [(key, "inbox", "2024-03-04/a.txt", datetime(2024, 3, 4))]


def test_landing_again_is_a_no_op(settings: Settings, inbox: Path) -> None:
    fill(inbox)
    first = land(settings)
    before = files(settings)
    again = land(settings)
    assert (again.pages_landed, again.observations_landed) == (0, 0)
    assert again.pages_seen == first.pages_seen
    assert files(settings) == before


def test_the_users_files_are_not_touched(settings: Settings, inbox: Path) -> None:
    fill(inbox)
    (inbox / ".tmp-mine.txt").write_bytes(b"mine")

    def state() -> list[tuple[str, bytes, int]]:
        found = (path for path in sorted(inbox.rglob("*")) if path.is_file())
        return [(str(path), path.read_bytes(), path.stat().st_mtime_ns) for path in found]

    before = state()
    land(settings)
    assert state() == before


def test_same_bytes_are_one_page_with_an_observation_each(settings: Settings, inbox: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (inbox / name).write_bytes(b"same")
    (inbox / "c.jsonl").write_text('{"text": "same"}\n{"text": "same", "url": "u"}\n')
    outcome = land(settings)
    assert (outcome.pages_landed, outcome.observations_landed) == (1, 4)
    assert packs(settings).height == 1


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_split_land_the_same(
    seed: int, tmp_path: Path, settings: Settings, inbox: Path
) -> None:
    fill(inbox)
    land(settings)
    shuffle = random.Random(seed)
    other = replace(settings, home=tmp_path / "other", pages_per_pack=seed + 1)
    paths = [path for path in inbox.rglob("*") if path.is_file()]
    shuffle.shuffle(paths)
    lines = (inbox / "records.jsonl").read_text().splitlines(keepends=True)
    for path in paths:
        place = tmp_path / f"split{seed}" / path.name / "inbox"
        (place / path.relative_to(inbox)).parent.mkdir(parents=True)
        shuffle.shuffle(lines)
        content = "".join(lines) if path.suffix == ".jsonl" else path.read_text()
        (place / path.relative_to(inbox)).write_text(content)
        land(replace(other, inboxes=(place,)))
    assert facts(other) == facts(settings)
    assert sorted(packs(other).rows()) == sorted(packs(settings).rows())
    assert packs(other)["page_key"].is_unique().all()


def test_the_modification_time_makes_no_new_observation_of_a_known_place(
    settings: Settings, inbox: Path
) -> None:
    (inbox / "a.txt").write_bytes(b"a")
    (inbox / "b.jsonl").write_text('{"text": "b"}\n')
    land(settings)
    before = facts(settings)
    for name in ("a.txt", "b.jsonl"):
        os.utime(inbox / name, (1, 1))
    assert land(settings).observations_landed == 0
    (inbox / "a.txt").write_bytes(b"changed")
    assert land(settings).observations_landed == 1
    (inbox / "a.txt").write_bytes(b"a")  # as before: the first observation says it
    os.utime(inbox / "a.txt", (2, 2))
    assert land(settings).observations_landed == 0
    assert set(before) < set(facts(settings))


def test_a_stated_time_makes_a_new_observation_of_a_known_place(
    settings: Settings, inbox: Path
) -> None:
    for day in (1, 2, 2):
        record = {"text": "x", "url": "u", "captured_at": f"2024-03-0{day}"}
        (inbox / "a.jsonl").write_text(json.dumps(record))
        land(settings)
    assert [row[3].day for row in facts(settings)] == [1, 2]
    assert packs(settings).height == 1


def test_landed_at_is_that_of_the_first_landing(settings: Settings, inbox: Path) -> None:
    fill(inbox)
    land(settings)
    before = observations(settings).sort("observation_key")
    for path in settings.observations.glob("*"):
        path.unlink()
    (inbox / "new.txt").write_bytes(b"new")
    land(settings)
    after = observations(settings)
    assert after.height == before.height + 1
    assert after["landed_at"].n_unique() == 1
    assert after["landed_at"][0] > before["landed_at"][0]


@pytest.mark.parametrize(("pages", "size"), [(5, 10**9), (10**9, 1000)])
def test_packs_close_at_their_limits(
    pages: int, size: int, settings: Settings, inbox: Path
) -> None:
    for number in range(23):
        (inbox / f"{number:02}.txt").write_bytes(b"%02d" % number * 100)
    land(replace(settings, pages_per_pack=pages, bytes_per_pack=size))
    heights = [pl.read_parquet(path).height for path in settings.packs.glob("*.parquet")]
    assert sorted(heights) == [3, 5, 5, 5, 5]


def test_observations_are_written_before_they_are_too_many(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_OBSERVATIONS_PER_FILE", 10)
    lines = [json.dumps({"text": "same", "url": str(number)}) + "\n" for number in range(25)]
    (inbox / "a.jsonl").write_text("".join(lines))
    land(settings)
    paths = list(settings.observations.glob("*.parquet"))
    assert sorted(pl.read_parquet(path).height for path in paths) == [5, 10, 10]


def test_files_are_named_after_their_bytes(settings: Settings, inbox: Path, tmp_path: Path) -> None:
    fill(inbox)
    land(settings)
    for name, content in files(settings).items():
        assert Path(name).stem == hashlib.sha256(content).hexdigest()
    other = replace(settings, home=tmp_path / "other")
    land(other)
    assert {one.name for one in other.packs.iterdir()} == {
        one.name for one in settings.packs.iterdir()
    }


@pytest.mark.parametrize("writes", range(6))
def test_a_crash_at_any_write_loses_and_doubles_nothing(
    writes: int, settings: Settings, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(inbox)
    small = replace(settings, pages_per_pack=3)
    left = writes

    def write_until_killed(frame: pl.DataFrame, folder: Path) -> None:
        nonlocal left
        if left == 0:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".tmp-1-new").write_bytes(b"half a fi")
            raise KeyboardInterrupt
        left -= 1
        original(frame, folder)

    original = module.write_named
    with monkeypatch.context() as patch:
        patch.setattr(module, "write_named", write_until_killed)
        with pytest.raises(KeyboardInterrupt):
            land(small)
    if any(settings.observations.glob("*.parquet")):  # no observation of a page that is not there
        assert set(observations(settings)["page_key"]) <= set(packs(settings)["page_key"])
    land(small)
    whole = replace(settings, home=tmp_path / "whole")
    land(whole)
    assert facts(settings) == facts(whole)
    assert sorted(packs(settings).rows()) == sorted(packs(whole).rows())
    assert observations(settings)["observation_key"].is_unique().all()
    assert not list(settings.home.rglob(".tmp-*"))


def test_pages_of_a_removed_pack_are_landed_again(settings: Settings, inbox: Path) -> None:
    fill(inbox)
    small = replace(settings, pages_per_pack=3)
    land(small)
    before, observed = sorted(packs(settings).rows()), facts(settings)
    min(settings.packs.glob("*.parquet")).unlink()
    outcome = land(small)
    assert (outcome.pages_landed, outcome.observations_landed) == (3, 0)
    assert sorted(packs(settings).rows()) == before
    assert facts(settings) == observed


@pytest.mark.parametrize("folder", ["packs", "observations"])
@pytest.mark.parametrize(
    "damage", [lambda old: old[:-20], lambda _old: b"", lambda _old: b"x" * 99]
)
def test_a_damaged_landed_file_is_named(
    folder: str, damage: Any, settings: Settings, inbox: Path
) -> None:
    fill(inbox)
    land(settings)
    (path,) = getattr(settings, folder).glob("*.parquet")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(StoreDamaged, match=path.name):
        land(settings)


@pytest.mark.parametrize(
    "change",
    [
        {"page_key": "0" * 64},
        {"source_name": "Inbox"},
        {"origin": "b.txt"},
        {"captured_at": datetime(2024, 3, 5)},
        {"observation_key": "0" * 32},
    ],
)
def test_a_changed_observation_is_not_believed(
    change: dict[str, Any], settings: Settings, inbox: Path
) -> None:
    (inbox / "a.txt").write_bytes(b"a")
    land(settings)
    (path,) = settings.observations.glob("*.parquet")
    pl.read_parquet(path).with_columns(**{k: pl.lit(v) for k, v in change.items()}).write_parquet(
        path
    )
    with pytest.raises(StoreDamaged, match=path.name):
        land(settings)


def test_several_inboxes_are_landed_and_a_missing_one_is_empty(
    settings: Settings, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "p.txt").write_bytes(b"same")
    inboxes = (tmp_path / "a", tmp_path / "missing", tmp_path / "b", tmp_path / "a")
    outcome = land(replace(settings, inboxes=inboxes))
    assert (outcome.pages_seen, outcome.pages_landed, outcome.observations_landed) == (3, 1, 2)
    assert [row[1] for row in facts(settings)] == ["a", "b"]


def test_what_was_wrong_is_reported_and_the_rest_landed(settings: Settings, inbox: Path) -> None:
    (inbox / "a.html").write_bytes(b"x")
    (inbox / "b.jsonl").write_bytes(b"{\n")
    (inbox / "c.txt").write_bytes(b"c")
    outcome = land(settings)
    assert outcome.pages_landed == 2
    assert [place for place, _ in outcome.reports] == ["a.html", "b.jsonl#1"]
