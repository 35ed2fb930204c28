"""Which files of an inbox an earlier landing has read whole: those need not be read again.

A file is known by its path, size and time of modification. The list of an inbox holds as long
as everything is still landed that was when it was written; it may be deleted at any time.
"""

import hashlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.contents import File
from flows.settings import Settings
from flows.store import UNIT_SEPARATOR, write_parquet

_SCHEMA = {"file_key": pl.Binary, "page_count": pl.Int64}
_UNSETTLED = 2_000_000_000  # nanoseconds: a file may change again within its clock's tick
_BASIS = "basis"


@dataclass
class SeenFiles:
    """The files of one inbox: page counts of those known, and of those that are there now."""

    known: dict[bytes, int] = field(default_factory=dict)
    there: dict[bytes, int] = field(default_factory=dict)
    unchanged_pages: int = 0

    def has(self, file: File) -> bool:
        """Say whether a file was read whole before, and is as it was."""
        key = _key(file)
        count = self.known.get(key)
        if count is None:
            return False
        self.there[key] = count
        self.unchanged_pages += count
        return True

    def add(self, file: File, page_count: int) -> None:
        """Note that a file was read whole, with nothing to report."""
        if time.time_ns() - file.modified_ns > _UNSETTLED:
            self.there[_key(file)] = page_count


def seen_files(settings: Settings, inbox: Path) -> SeenFiles:
    """Give the list of an inbox; an empty one where none holds."""
    path = _path(settings, inbox)
    try:
        basis = json.loads(pl.read_parquet_metadata(path)[_BASIS])
        if basis["limits"] != _limits(settings) or set(basis["landed"]) - _landed(settings):
            return SeenFiles()
        return SeenFiles(dict(pl.read_parquet(path, glob=False).iter_rows()))
    except (OSError, KeyError, ValueError, pl.exceptions.PolarsError):
        return SeenFiles()  # a list of no use only costs the reading again


def write_seen(settings: Settings, inbox: Path, seen: SeenFiles) -> None:
    """Write the list of an inbox, once all that its files hold is landed."""
    rows = [*seen.there.items()]
    basis = {"limits": _limits(settings), "landed": sorted(_landed(settings))}
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    write_parquet(frame, _path(settings, inbox), {_BASIS: json.dumps(basis)})


def _path(settings: Settings, inbox: Path) -> Path:
    return settings.seen / f"{_md5(str(inbox)).hex()}.parquet"


def _key(file: File) -> bytes:
    return _md5(UNIT_SEPARATOR.join((file.path, str(file.size), str(file.modified_ns))))


def _md5(text: str) -> bytes:
    return hashlib.md5(text.encode(errors="surrogateescape"), usedforsecurity=False).digest()


def _limits(settings: Settings) -> list[int]:
    return [settings.max_page_bytes, settings.max_unpacked_bytes]


def _landed(settings: Settings) -> set[str]:
    """Give the names of landed files, which are those of their bytes."""
    folders = (settings.packs, settings.observations)
    return {path.name for folder in folders for path in folder.glob("*.parquet")}
