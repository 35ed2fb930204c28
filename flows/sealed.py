"""Short texts of ours that tell their own damage: the last line is the sum of those above."""

import hashlib
from pathlib import Path

from flows.store import write_text

_SEAL = "# "


def write_sealed(path: Path, lines: list[str]) -> None:
    """Write lines to a file that is whole, or the one before."""
    write_text("\n".join([*lines, _seal(lines), ""]), path)


def read_sealed(path: Path) -> list[str] | None:
    """Give the lines of a file; None where there is none, or it is not what was written."""
    try:
        lines = path.read_bytes().decode("ascii").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    *lines, seal, end = ["", *lines]
    return None if seal != _seal(lines[1:]) or end else lines[1:]


def _seal(lines: list[str]) -> str:
    return _SEAL + hashlib.sha256("\n".join(lines).encode()).hexdigest()
