"""A list of sums tells every damage of its files, and its own."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from flows.errors import StoreDamaged
from flows.manifest import check_listed, damaged, read_manifest, write_manifest


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    (tmp_path / "films").mkdir()
    for name in ("a.parquet", "films/b.parquet"):
        (tmp_path / name).write_bytes(name.encode() * 9)
    path = tmp_path / "pack.xxh128"
    write_manifest(path, [tmp_path / "a.parquet", tmp_path / "films/b.parquet"])
    return path


def test_sound_files_are_sound(listed: Path) -> None:
    assert damaged(listed) == []
    assert [path.name for path in read_manifest(listed)] == ["a.parquet", "b.parquet"]
    check_listed(listed, "")


def test_every_flipped_bit_of_a_file_is_told_with_its_name(listed: Path) -> None:
    file = listed.parent / "films/b.parquet"
    whole = file.read_bytes()
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        file.write_bytes(changed)
        assert damaged(listed) == [file]
    with pytest.raises(StoreDamaged, match=r"b\.parquet: this file is not what was written\. Do"):
        check_listed(listed, "Do so.")


def test_every_flipped_bit_of_the_list_makes_it_none(listed: Path) -> None:
    whole = listed.read_bytes()
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        listed.write_bytes(changed)
        assert damaged(listed) == [listed], bit


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_list_or_file_that_is_gone_or_empty_is_damaged(change: object, listed: Path) -> None:
    for path in (listed.parent / "a.parquet", listed):
        change(path)
        assert damaged(listed) == [path]


@pytest.mark.skipif(not which("xxhsum"), reason="xxhsum is not installed")
def test_xxhsum_reads_the_list(listed: Path) -> None:
    command = ["xxhsum", "--check", listed.name]
    done = subprocess.run(command, cwd=listed.parent, capture_output=True, text=True)
    assert (done.returncode, done.stdout.count("OK")) == (0, 2), done.stderr
