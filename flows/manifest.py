"""Lists of sums beside finished files: what is read is what was written.

XXH128, in the form of `xxhsum`, names from the list's own folder; a damaged list is no list. These
files are large and read in every run, and can be made again: their sums tell damage, no forgery.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import xxhash

from flows.errors import StoreDamaged
from flows.sealed import read_sealed, write_sealed

ENDING = ".xxh128"


def write_manifest(path: Path, files: Iterable[Path]) -> None:
    """List finished files that lie in or below the list's folder."""
    write_sealed(path, [f"{_sum_of(file)}  {file.relative_to(path.parent)}" for file in files])


def read_manifest(path: Path) -> dict[Path, str]:
    """Give the sums by file; none where there is no list, or it is damaged."""
    named = (one.partition("  ") for one in read_sealed(path) or [])
    return {path.parent / name: found for found, _, name in named}


def damaged(path: Path) -> list[Path]:
    """Give the files of a list that are gone or not what was written; itself if it is damaged."""
    files = read_manifest(path)
    if not files:
        return [path]
    return [file for file, found in files.items() if not _holds(file, found)]


def check_listed(path: Path, remedy: str) -> None:
    """Make sure that the files of a list are what was written.

    Raises:
        StoreDamaged: one is not; the remedy says what to do.

    """
    for file in damaged(path):
        raise StoreDamaged(f"{file}: this file is not what was written. {remedy}")


def _holds(file: Path, found: str) -> bool:
    try:
        return _sum_of(file) == found
    except OSError:
        return False


def _sum_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, xxhash.xxh3_128).hexdigest()
