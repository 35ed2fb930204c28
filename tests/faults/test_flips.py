"""Flipped bits of everything that is kept: each is found, and nothing damaged serves.

Sixty of them in every test run, a thousand with `make fault`.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import StoreDamaged
from flows.exclusions import exclude
from flows.generation import generation_id
from flows.generations import generations, is_sound, manifest_of, roll_back
from flows.manifest import write_manifest
from flows.parse import parse
from flows.settings import Settings
from flows.verify import verify
from tests.faults.campaign import IS_FULL
from tests.warehouses import Sample

COUNT = 1_000 if IS_FULL else 60
_FILES_LOOKED_AT = 5  # what `verify` looks at before it looks up quotes


@pytest.fixture(scope="module")
def kept(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample with an exclusion, and an earlier generation to go back to."""
    home = tmp_path_factory.mktemp("flips")
    shutil.copytree(sample.settings.home, home, dirs_exist_ok=True, symlinks=True)
    settings = Settings(home, ())
    earlier = settings.generations / f"{'0' * 64}.duckdb"
    shutil.copyfile(settings.current.resolve(), earlier)
    os.utime(earlier, (1, 1))
    write_manifest(manifest_of(earlier), [earlier])
    (key,) = _first_page(settings)
    exclude(settings, key, "why", is_excluded=True)
    exclude(settings, key, "why not", is_excluded=False)
    return settings


def _first_page(settings: Settings) -> list[str]:
    import polars as pl

    return pl.read_parquet(settings.packs / "*.parquet")["page_key"].head(1).to_list()


def kinds(settings: Settings) -> dict[str, list[Path]]:
    """Give the kept files by what they are."""
    return {
        "raw": sorted((settings.packs.parent).glob("*/*.parquet")),
        "parsed": sorted(settings.parsed.glob("*/*.parquet")),
        "lists of sums": sorted(settings.parsed.glob("*.xxh128")),
        "generations": sorted(settings.generations.glob("*")),
    }


def flips(settings: Settings, count: int) -> Iterator[tuple[str, Path, bytes, bytes]]:
    """Give files with one bit flipped: kind, file, what it held, what it holds."""
    choice = random.Random(20240304)
    found = kinds(settings)
    for number in range(count):
        kind = list(found)[number % len(found)]
        file = choice.choice(found[kind])
        whole = file.read_bytes()
        bit = choice.randrange(len(whole) * 8)
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        yield kind, file, whole, bytes(changed)


def test_every_flipped_bit_is_found_and_nothing_damaged_serves(kept: Settings) -> None:
    found: dict[str, int] = dict.fromkeys(kinds(kept), 0)
    for kind, file, whole, changed in flips(kept, COUNT):
        _write(file, changed)
        problems = _problems(kept)
        assert [file.name in one or manifest_of(file).name in one for one in problems] == [True], (
            kind,
            file,
            problems,
        )
        _not_served(kept, kind, file)
        _write(file, whole)
        found[kind] += 1
    assert _problems(kept) == []
    print(", ".join(f"{kind}: {count} of {count} flips found" for kind, count in found.items()))
    assert sum(found.values()) == COUNT


def _problems(settings: Settings) -> list[str]:
    looked_at = zip(range(_FILES_LOOKED_AT), verify(settings), strict=False)
    return [problem for _, one in looked_at for problem in one.problems]


def _not_served(settings: Settings, kind: str, file: Path) -> None:
    """What a run reads is refused or made again; nothing is built on a damaged generation."""
    if kind == "raw" and file.parent != settings.packs:
        with pytest.raises(StoreDamaged, match=file.name):
            generation_id(settings)
    elif kind in ("parsed", "lists of sums"):
        assert parse(settings).packs_parsed == 1
    elif kind == "generations":
        damaged = next(one for one in generations(settings) if one.generation_id == file.stem)
        assert not is_sound(damaged.path)
        with pytest.raises(StoreDamaged, match=file.stem):
            roll_back(settings, damaged.generation_id)


def _write(file: Path, content: bytes) -> None:
    times = file.stat().st_mtime_ns
    mode = file.stat().st_mode
    file.chmod(0o644)
    file.write_bytes(content)
    file.chmod(mode)
    os.utime(file, ns=(times, times))
