"""Files that are either whole or not there: temporary name, fsync, rename, fsync of the folder."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import StoreDamaged

if TYPE_CHECKING:
    import polars as pl

TEMPORARY = ".tmp-"
RESTORE = "Restore it from a copy, or remove it and land its pages again."
_ZSTD_LEVEL = 3
UNIT_SEPARATOR = "\x1f"  # between the parts of a key; in no part of one


def write_parquet(frame: "pl.DataFrame", path: Path, notes: dict[str, str] | None = None) -> None:
    """Write a table to a file that appears under its name only when it is complete.

    Packed lightly: these tables can be made again, and are read more often than written. Notes
    are kept beside the rows.
    """
    temporary = _temporary(path.parent, path.stem)
    frame.write_parquet(temporary, compression="lz4", statistics=False, metadata=notes)
    move_into_place(temporary, path)


def write_named(frame: "pl.DataFrame", folder: Path, notes: dict[str, str] | None = None) -> None:
    """Write a table, whole or not at all, to a file named after the sha256 of its bytes."""
    temporary = _temporary(folder, "new")
    frame.write_parquet(
        temporary,
        compression="zstd",
        compression_level=_ZSTD_LEVEL,
        statistics=False,
        metadata=notes,
    )
    move_into_place(temporary, folder / f"{sha256_of(temporary)}.parquet")


def write_text(text: str, path: Path) -> None:
    """Write a short text to a file that appears under its name only when it is complete."""
    temporary = _temporary(path.parent, path.name)
    temporary.write_text(text, "utf-8")
    move_into_place(temporary, path)


def _temporary(folder: Path, name: str) -> Path:
    """Give a name without an ending, which nobody takes for a finished file's."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{TEMPORARY}{os.getpid()}-{name}"


def check_named(path: Path, remedy: str) -> None:
    """Make sure that a file named after its bytes still holds them.

    Raises:
        StoreDamaged: the file is not what was written; the remedy says what to do.

    """
    if sha256_of(path) != path.stem:
        raise StoreDamaged(f"{path}: this file is not what was written. {remedy}")


def sha256_of(path: Path) -> str:
    """Give the sum of a file's bytes, as hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_parquet(path: Path, remedy: str, columns: list[str] | None = None) -> "pl.DataFrame":
    """Read a table that was written here.

    Raises:
        StoreDamaged: the file is not what was written; the remedy says what to do.

    """
    import polars as pl

    try:
        return pl.read_parquet(path, columns=columns, glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise StoreDamaged(f"{path}: this file cannot be read. {remedy}") from error


def move_into_place(temporary: Path, path: Path) -> None:
    """Give a finished file its name so that it survives a crash of the process or machine."""
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove the temporary files that a killed run left below a folder."""
    for leftover in folder.rglob(f"{TEMPORARY}*"):
        leftover.unlink(missing_ok=True)
