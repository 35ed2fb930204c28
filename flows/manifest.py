"""Lists of sha256 sums beside finished files: what is read is what was written.

In the form of `sha256sum`, names from the list's own folder; the last line holds the sum of the
lines above, so that a damaged list is no list.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from flows.errors import StoreDamaged
from flows.store import sha256_of, write_text

ENDING = ".sha256"
_SEAL = "# "


def write_manifest(path: Path, files: Iterable[Path]) -> None:
    """List finished files that lie in or below the list's folder."""
    lines = [f"{sha256_of(file)}  {file.relative_to(path.parent)}" for file in files]
    write_text("\n".join([*lines, f"{_SEAL}{_sum(lines)}", ""]), path)


def read_manifest(path: Path) -> dict[Path, str]:
    """Give the sums by file; none where there is no list, or it is damaged."""
    try:
        *lines, seal, end = ["", *path.read_bytes().decode("ascii").split("\n")]
    except (OSError, UnicodeDecodeError):
        return {}
    if seal != f"{_SEAL}{_sum(lines[1:])}" or end:
        return {}
    named = (one.partition("  ") for one in lines[1:])
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


def _sum(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
