"""Lists of sha256 sums beside finished files: what is read is what was written.

In the form of `sha256sum`, names from the list's own folder; a damaged list is no list.
"""

from collections.abc import Iterable
from pathlib import Path

from flows.errors import StoreDamaged
from flows.sealed import read_sealed, write_sealed
from flows.store import sha256_of

ENDING = ".sha256"


def write_manifest(path: Path, files: Iterable[Path]) -> None:
    """List finished files that lie in or below the list's folder."""
    write_sealed(path, [f"{sha256_of(file)}  {file.relative_to(path.parent)}" for file in files])


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
        return sha256_of(file) == found
    except OSError:
        return False
