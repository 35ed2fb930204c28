"""What a reader sees after a fault, and what a home holds."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from flows.generation import fingerprint, serving_id
from flows.settings import Settings
from tests.digests import digests

Digests = dict[str, tuple[int, int, int]]
_NAMED_BY_RUN = re.compile(r"((journal/\w+|landed/\w+|parsed/\w+/\w+(/\w+)?)/)[^/]+$")
_DIFFERS = ("warehouse/dbt/", "warehouse/failed/", "warehouse/reports/")  # by what was killed


class Contents(NamedTuple):
    """What an undisturbed run and a recovered one must have in common."""

    tables: Digests
    observation_keys: list[str]
    page_keys: list[str]
    files: set[str]


def contents(settings: Settings) -> Contents:
    observations = _keys(settings.observations, "observation_key")
    pages = _keys(settings.packs, "page_key")
    return Contents(seen_by_a_reader(settings), observations, pages, _files(settings))


def seen_by_a_reader(settings: Settings) -> Digests:
    """Read all tables as operations.md says: the real path, read-only."""
    path = settings.current.resolve(strict=True)
    return _digests(_sha256(path), path)


@cache
def _digests(_sha256: str, path: Path) -> Digests:
    """Read every table once for each distinct file: the same bytes hold the same rows."""
    with duckdb.connect(str(path), read_only=True) as database:
        return digests(database)


def tables_without_pack(settings: Settings) -> set[str]:
    """Give the names by which packs and their parsed tables differ."""
    packs = {path.name for path in settings.packs.iterdir()}
    return packs ^ {path.name for path in settings.parsed.glob("*/*.parquet")}


def build_state(settings: Settings) -> str:
    """Name all that a build makes rows of, but when pages were landed and what runs said."""
    digest = hashlib.sha256(f"{fingerprint(settings)} {serving_id(settings)}".encode())
    for path in sorted(settings.observations.glob("*.parquet")):
        rows = pl.read_parquet(path).drop("landed_at").sort("observation_key")
        digest.update(rows.write_json().encode())
    for path in sorted([*settings.parsed.rglob("*"), *settings.intermediate.rglob("*")]):
        if path.is_file():
            digest.update(f"{path.relative_to(settings.home)} {_sha256(path)}".encode())
    return digest.hexdigest()


def _keys(folder: Path, column: str) -> list[str]:
    """Give the keys of a folder's rows, doubled ones twice."""
    keys = [pl.read_parquet(path, columns=[column])[column] for path in folder.glob("*.parquet")]
    return sorted(pl.concat(keys))


def _files(settings: Settings) -> set[str]:
    """Give every file and empty folder, with * where each run gives its own name."""
    found = set()
    for path in settings.home.rglob("*"):
        if path.is_symlink() or path.is_file() or not any(path.iterdir()):
            found.add(_NAMED_BY_RUN.sub(r"\1*", str(path.relative_to(settings.home))))
    return {one for one in found if not one.startswith(_DIFFERS)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
