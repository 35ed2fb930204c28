"""Files that are either whole or not there: temporary name, fsync, rename, fsync of the folder."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

TEMPORARY = ".tmp-"
ZSTD_LEVEL = 3


def write_parquet(frame: "pl.DataFrame", path: Path) -> None:
    """Write a table to a file that appears under its name only when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    frame.write_parquet(temporary, compression="zstd", compression_level=ZSTD_LEVEL)
    move_into_place(temporary, path)


def write_text(text: str, path: Path) -> None:
    """Write a text to a file that appears under its name only when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    temporary.write_text(text)
    move_into_place(temporary, path)


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
