"""A file is whole or not there."""

from pathlib import Path

import polars as pl
import pytest

from flows.errors import StoreDamaged
from flows.store import read_parquet, sweep, write_parquet

FRAME = pl.DataFrame({"a": [1, 2], "b": ["x", None]})


def test_a_table_comes_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "new/folder/a.parquet"
    write_parquet(FRAME, path)
    assert read_parquet(path, "").equals(FRAME)
    assert read_parquet(path, "", ["b"]).columns == ["b"]
    assert [one.name for one in path.parent.iterdir()] == ["a.parquet"]


def test_the_same_table_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_parquet(FRAME, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_failed_write_leaves_the_old_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.parquet"
    write_parquet(FRAME, path)

    def fill_disk(_frame: pl.DataFrame, place: Path, **_: object) -> None:
        place.write_bytes(b"half a fi")
        assert list(tmp_path.glob("*.parquet")) == [path]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", fill_disk)
    with pytest.raises(OSError, match="No space"):
        write_parquet(FRAME.head(1), path)
    assert read_parquet(path, "").equals(FRAME)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_table_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_parquet(FRAME, path)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(StoreDamaged, match=r"a\.parquet: .* Do that\."):
        read_parquet(path, "Do that.")


def test_a_path_is_no_pattern(tmp_path: Path) -> None:
    path = tmp_path / "[a]*.parquet"
    write_parquet(FRAME, path)
    assert read_parquet(path, "").equals(FRAME)


def test_sweeping_takes_temporary_files_only(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in (".tmp-1-a", "deep/.tmp-2-b", ".tmp", "a.tmp-", ".hidden"):
        (tmp_path / name).touch()
    sweep(tmp_path)
    sweep(tmp_path / "nowhere")
    assert sorted(one.name for one in tmp_path.iterdir()) == [".hidden", ".tmp", "a.tmp-", "deep"]
    assert not list((tmp_path / "deep").iterdir())
