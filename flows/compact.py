"""Many small landed files → a larger one: no row is lost or doubled, wherever it is killed.

The larger file names the ones that it replaces; they are removed behind it, by this landing or
by the next.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from flows.settings import Settings
from flows.store import RESTORE, check_named, read_parquet, write_named

_LEAST_FILES = 16
_REPLACES = "replaces"
_NAME = re.compile(r"[0-9a-f]{64}\.parquet")


def remove_replaced(folder: Path) -> None:
    """Remove the small files of a compaction that was killed behind its larger one."""
    for path in folder.glob("*.parquet"):
        _remove(folder, _replaced_by(path))


def compact(folder: Path, settings: Settings) -> int:
    """Make larger files of the small ones of a folder, if there are many; give how many went.

    Raises:
        StoreDamaged: a small file is not what was written; nothing is made of it.

    """
    small = [path for path in sorted(folder.glob("*.parquet")) if _is_small(path, settings)]
    if len(small) < _LEAST_FILES:
        return 0
    for group in _groups(small, settings):
        frame = pl.concat([_read(path) for path in group])
        names = [path.name for path in group]
        write_named(frame.unique(frame.columns[0], maintain_order=True), folder,
                    {_REPLACES: " ".join(names)})  # fmt: skip
        _remove(folder, names)
    return len(small)


def _read(path: Path) -> pl.DataFrame:
    """Read a file that still holds what was written: a new name would hide any damage."""
    check_named(path, RESTORE)
    return read_parquet(path, RESTORE)


def _replaced_by(path: Path) -> list[str]:
    try:
        names = pl.read_parquet_metadata(path).get(_REPLACES, "").split()
        return [name for name in names if _NAME.fullmatch(name)]
    except (pl.exceptions.PolarsError, OSError):
        return []  # whoever reads its rows says that it is damaged


def _remove(folder: Path, names: list[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)


def _is_small(path: Path, settings: Settings) -> bool:
    return path.stat().st_size * 4 < settings.bytes_per_pack and _height(path) * 2 < (
        settings.pages_per_pack
    )


def _height(path: Path) -> int:
    rows: int = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
    return rows


def _groups(paths: list[Path], settings: Settings) -> Iterator[list[Path]]:
    """Give files together as long as they fit into a full one."""
    group: list[Path] = []
    rows = size = 0
    for path in paths:
        rows, size = rows + _height(path), size + path.stat().st_size
        if group and (rows > settings.pages_per_pack or size * 2 > settings.bytes_per_pack):
            yield group
            group, rows, size = [], _height(path), path.stat().st_size
        group.append(path)
    if len(group) > 1:
        yield group
