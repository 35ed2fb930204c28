"""Small packs become large ones; killed anywhere, no page is lost or doubled."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from flows import compact as module
from flows.errors import StoreDamaged
from flows.land import land
from flows.parse import parse
from flows.settings import Settings
from flows.store import write_named


def land_one_by_one(settings: Settings, inbox: Path, numbers: range) -> None:
    for number in numbers:
        (inbox / f"{number}.txt").write_bytes(b"page %d" % number)
        land(settings)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def keys(folder: Path) -> list[str]:
    return pl.concat(pl.read_parquet(path) for path in files(folder))[:, 0].sort().to_list()


def test_many_small_packs_become_one_and_no_page_changes(settings: Settings, inbox: Path) -> None:
    land_one_by_one(settings, inbox, range(15))
    before = keys(settings.packs), keys(settings.observations)
    assert len(files(settings.packs)) == 15
    land_one_by_one(settings, inbox, range(15, 16))
    assert [len(files(folder)) for folder in (settings.packs, settings.observations)] == [1, 1]
    assert set(before[0]) < set(keys(settings.packs))
    assert len(keys(settings.packs)) == len(keys(settings.observations)) == 16
    assert (land(settings).pages_landed, land(settings).observations_landed) == (0, 0)


def test_pages_of_a_compacted_pack_are_parsed_once(settings: Settings, inbox: Path) -> None:
    land_one_by_one(settings, inbox, range(10))
    parse(settings)
    land_one_by_one(settings, inbox, range(10, 16))
    parse(settings)
    assert keys(settings.parsed / "pages") == keys(settings.packs)
    parsed = [path.name for path in files(settings.parsed / "pages")]
    assert parsed == [path.name for path in files(settings.packs)]


def test_full_packs_stay_and_a_larger_one_closes_when_it_is_full(
    settings: Settings, inbox: Path
) -> None:
    small = replace(settings, pages_per_pack=10)
    for number in range(10):
        (inbox / f"full-{number}.txt").write_bytes(b"full %d" % number)
    land(small)
    (full,) = files(settings.packs)
    land_one_by_one(small, inbox, range(16))
    assert full in files(settings.packs)
    heights = sorted(pl.read_parquet(path).height for path in files(settings.packs))
    assert heights == [6, 10, 10]


def test_killed_between_the_large_file_and_the_small_ones(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    land_one_by_one(settings, inbox, range(15))
    with monkeypatch.context() as patch:
        patch.setattr(module, "_remove", lambda *_: None)
        land_one_by_one(settings, inbox, range(15, 16))
    assert len(files(settings.packs)) == 17
    land(settings)
    assert len(files(settings.packs)) == len(files(settings.observations)) == 1
    assert len(keys(settings.packs)) == len(set(keys(settings.packs))) == 16


def test_a_name_that_leads_out_of_the_folder_is_not_followed(
    settings: Settings, tmp_path: Path
) -> None:
    victim = tmp_path / "victim.parquet"
    victim.write_bytes(b"mine")
    folder = settings.packs
    write_named(pl.DataFrame({"page_key": ["a"]}), folder, {"replaces": f"{victim} ../victim"})
    module.remove_replaced(folder)
    assert victim.exists()


def test_a_damaged_pack_is_named_and_not_made_part_of_a_sound_one(
    settings: Settings, inbox: Path
) -> None:
    land_one_by_one(settings, inbox, range(15))
    damaged = files(settings.packs)[3]
    content = bytearray(damaged.read_bytes())
    content[len(content) // 3] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(StoreDamaged, match=damaged.name):
        land_one_by_one(settings, inbox, range(15, 16))
    assert damaged in files(settings.packs)
    assert len(files(settings.packs)) == 16
