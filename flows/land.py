"""Inbox → packs and observations: append-only, hashed, each file written once and whole.

Same bytes twice are one page; the same page from the same place at the same time is one
observation. Packs are written before the observations that name their pages, so a killed run
leaves no observation of a page that is not there, and the next run lands the rest.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.inbox import RawPage, read_inbox
from flows.settings import Settings
from flows.store import sweep, write_parquet

PACK_SCHEMA = {"page_key": pl.String, "page_bytes": pl.Binary, "byte_count": pl.Int64}
OBSERVATION_SCHEMA = {
    "observation_key": pl.String,
    "page_key": pl.String,
    "source_name": pl.String,
    "origin": pl.String,
    "captured_at": pl.Datetime("us"),
    "landed_at": pl.Datetime("us"),
}
UNIT_SEPARATOR = "\x1f"
_OBSERVATIONS_PER_FILE = 10_000


@dataclass(frozen=True)
class LandOutcome:
    """What one landing found and kept; reports are (place, what was wrong with it)."""

    pages_seen: int
    pages_landed: int
    observations_landed: int
    reports: tuple[tuple[str, str], ...]


@dataclass
class _Landing:
    settings: Settings
    landed_at: datetime
    known_pages: set[bytes]
    known_observations: set[str]
    known_places: set[str]
    pages_seen: int = 0
    pages_landed: int = 0
    observations_landed: int = 0
    pack: list[tuple[str, bytes | None, int]] = field(default_factory=list)
    pack_bytes: int = 0
    observations: list[tuple[str, str, str, str, datetime, datetime]] = field(default_factory=list)
    reports: list[tuple[str, str]] = field(default_factory=list)


def land(settings: Settings) -> LandOutcome:
    """Land what the inboxes hold that is not yet here."""
    sweep(settings.packs.parent)
    landing = _begin(settings)
    for inbox in settings.inboxes:
        if not inbox.exists():
            continue
        for page in read_inbox(inbox, settings, lambda *report: landing.reports.append(report)):
            _take(landing, page)
    _write(landing)
    return LandOutcome(
        landing.pages_seen,
        landing.pages_landed,
        landing.observations_landed,
        tuple(landing.reports),
    )


def _begin(settings: Settings) -> _Landing:
    pages = _column(settings.packs, ["page_key"])
    places = _column(settings.observations, ["observation_key", "page_key", "source_name", "origin"])
    return _Landing(
        settings,
        datetime.now(UTC).replace(tzinfo=None),
        {bytes.fromhex(key) for (key,) in pages},
        {key for key, *_ in places},
        {_key(*place) for _, *place in places},
    )


def _column(folder: Path, columns: list[str]) -> list[tuple[str, ...]]:
    if not any(folder.glob("*.parquet")):
        return []
    return pl.scan_parquet(folder / "*.parquet").select(columns).collect().rows()


def _key(*parts: str) -> str:
    return hashlib.md5(UNIT_SEPARATOR.join(parts).encode(), usedforsecurity=False).hexdigest()


def _take(landing: _Landing, page: RawPage) -> None:
    landing.pages_seen += 1
    place = _key(page.page_key, page.source_name, page.origin)
    key = _key(page.page_key, page.source_name, page.origin, page.captured_at.isoformat())
    is_known = key in landing.known_observations or (
        page.is_captured_at_mtime and place in landing.known_places
    )
    if is_known:
        return
    landing.known_observations.add(key)
    landing.known_places.add(place)
    landing.observations_landed += 1
    landing.observations.append(
        (key, page.page_key, page.source_name, page.origin, page.captured_at, landing.landed_at)
    )
    _take_bytes(landing, page)
    if _is_full(landing):
        _write(landing)


def _take_bytes(landing: _Landing, page: RawPage) -> None:
    digest = bytes.fromhex(page.page_key)
    if digest in landing.known_pages:
        return
    landing.known_pages.add(digest)
    landing.pages_landed += 1
    landing.pack.append((page.page_key, page.page_bytes, page.byte_count))
    landing.pack_bytes += len(page.page_bytes or b"")


def _is_full(landing: _Landing) -> bool:
    settings = landing.settings
    return (
        len(landing.pack) >= settings.pages_per_pack
        or landing.pack_bytes >= settings.bytes_per_pack
        or len(landing.observations) >= _OBSERVATIONS_PER_FILE
    )


def _write(landing: _Landing) -> None:
    """Write the open pack, then its observations, under names made of their keys.

    The same content is the same file, so landing again after a crash makes no second one.
    """
    settings = landing.settings
    _write_rows(landing.pack, PACK_SCHEMA, settings.packs)
    _write_rows(landing.observations, OBSERVATION_SCHEMA, settings.observations)
    landing.pack, landing.pack_bytes, landing.observations = [], 0, []


def _write_rows(rows: Sequence[tuple[Any, ...]], schema: dict[str, Any], folder: Path) -> None:
    if rows:
        name = _key(*(key for key, *_ in rows))
        frame = pl.DataFrame(rows, schema=schema, orient="row")
        write_parquet(frame, folder / f"{name}.parquet")
