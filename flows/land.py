"""Inbox → packs and observations: append-only, hashed, each file written once and whole.

Decodes nothing, but where an author is to be forgotten. Same bytes twice are one page; the same
page from the same place at the same time is one observation. Packs are written before the
observations that name their pages, so a killed run leaves no observation of a page that is not
there, and the next run lands the rest.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.compact import compact, remove_replaced
from flows.contents import File, RawPage
from flows.errors import StoreDamaged
from flows.inbox import files, read_file
from flows.ledger import Ledger, read_ledger
from flows.machine import now
from flows.seen import SeenFiles, seen_files, write_seen
from flows.settings import Settings
from flows.store import RESTORE, UNIT_SEPARATOR, check_named, read_parquet, sweep, write_named

PACK_SCHEMA = {"page_key": pl.String, "page_bytes": pl.Binary, "byte_count": pl.Int64}
OBSERVATION_SCHEMA: dict[str, Any] = {
    "observation_key": pl.String,
    "page_key": pl.String,
    "source_name": pl.String,
    "origin": pl.String,
    "captured_at": pl.Datetime("us"),
    "landed_at": pl.Datetime("us"),
}
_REPORTS_KEPT = 1_000
_OBSERVATIONS_PER_FILE = 10_000


@dataclass(frozen=True)
class LandOutcome:
    """What one landing found and kept; reports are (place, what was wrong with it)."""

    pages_seen: int
    pages_landed: int
    observations_landed: int
    reports: tuple[tuple[str, str], ...]
    reports_left_out: int = 0


@dataclass
class _Landing:
    settings: Settings
    landed_at: datetime
    ledger: Ledger
    known_pages: set[bytes] = field(default_factory=set)
    known_observations: set[str] = field(default_factory=set)
    known_places: set[str] = field(default_factory=set)
    has_looked_up: bool = False
    pages_seen: int = 0
    pages_landed: int = 0
    observations_landed: int = 0
    pack: list[tuple[str, bytes | None, int]] = field(default_factory=list)
    pack_bytes: int = 0
    observations: list[tuple[str, str, str, str, datetime, datetime]] = field(default_factory=list)
    reports: list[tuple[str, str]] = field(default_factory=list)
    reports_left_out: int = 0

    @property
    def report_count(self) -> int:
        """Say how many places had something wrong so far."""
        return len(self.reports) + self.reports_left_out

    def report(self, place: str, what: str) -> None:
        """Note what was wrong with a place; of very many only how many there were."""
        if len(self.reports) < _REPORTS_KEPT:
            self.reports.append((place, what))
        else:
            self.reports_left_out += 1


def land(settings: Settings) -> LandOutcome:
    """Land what the inboxes hold that is not yet here.

    Raises:
        StoreDamaged: a landed file is not what was written.

    """
    landing = _begin(settings)
    seen = {inbox: _take_inbox(landing, inbox) for inbox in settings.inboxes if inbox.exists()}
    _write(landing)
    _keep_tidy(landing, seen)
    return LandOutcome(
        landing.pages_seen,
        landing.pages_landed,
        landing.observations_landed,
        tuple(landing.reports),
        landing.reports_left_out,
    )


def _begin(settings: Settings) -> _Landing:
    """Finish what a killed landing left half done."""
    sweep(settings.packs.parent)
    for folder in (settings.packs, settings.observations):
        remove_replaced(folder)
    return _Landing(settings, now(), read_ledger(settings))


def _keep_tidy(landing: _Landing, seen: dict[Path, SeenFiles]) -> None:
    """Make large files of many small ones; then list the files that need not be read again."""
    if landing.observations_landed:
        for folder in (landing.settings.packs, landing.settings.observations):
            compact(folder, landing.settings)
    for inbox, files_there in seen.items():
        if files_there.there != files_there.known or landing.observations_landed:
            write_seen(landing.settings, inbox, files_there)


def _take_inbox(landing: _Landing, inbox: Path) -> SeenFiles:
    """Take what is new of an inbox; give its list of files that need not be read again."""
    seen = seen_files(landing.settings, inbox)
    for file in files(inbox, landing.report):
        if not seen.has(file):
            _take_file(landing, seen, file)
    landing.pages_seen += seen.unchanged_pages
    return seen


def _take_file(landing: _Landing, seen: SeenFiles, file: File) -> None:
    if not landing.has_looked_up:
        _look_up(landing)
    pages, reports = landing.pages_seen, landing.report_count
    for page in read_file(file, landing.settings, landing.report):
        _take(landing, page)
    if landing.report_count == reports:
        seen.add(file, landing.pages_seen - pages)


def _look_up(landing: _Landing) -> None:
    """Get to know what is landed already, once there is a file to be read."""
    landing.has_looked_up = True
    for path in landing.settings.packs.glob("*.parquet"):
        _know_pages(landing, path)
    for path in landing.settings.observations.glob("*.parquet"):
        _know_observations(landing, path)


def _know_pages(landing: _Landing, path: Path) -> None:
    keys = read_parquet(path, RESTORE, ["page_key"])["page_key"]
    try:
        landing.known_pages.update(map(bytes.fromhex, keys))
    except ValueError as error:
        raise StoreDamaged(f"{path}: a page key is not what was landed. {RESTORE}") from error


def _know_observations(landing: _Landing, path: Path) -> None:
    check_named(path, RESTORE)
    columns = ["observation_key", "page_key", "source_name", "origin"]
    for key, *place in read_parquet(path, RESTORE, columns).iter_rows():
        landing.known_observations.add(key)
        landing.known_places.add(_key(*place))


def observation_key(page_key: str, source_name: str, origin: str, captured_at: datetime) -> str:
    """Give the key of an observation: the same four again are the same observation."""
    return _key(page_key, source_name, origin, captured_at.isoformat())


def _key(*parts: str) -> str:
    return hashlib.md5(UNIT_SEPARATOR.join(parts).encode(), usedforsecurity=False).hexdigest()


def _take(landing: _Landing, found: RawPage) -> None:
    landing.pages_seen += 1
    page = landing.ledger.applied(found)
    if page is None:
        return
    _take_bytes(landing, page)
    _take_observation(landing, page)
    if _is_full(landing):
        _write(landing)


def _take_observation(landing: _Landing, page: RawPage) -> None:
    place = _key(page.page_key, page.source_name, page.origin)
    key = observation_key(page.page_key, page.source_name, page.origin, page.captured_at)
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


def _take_bytes(landing: _Landing, page: RawPage) -> None:
    """Take a page that is in no pack, also where an observation has named it before."""
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
    """Write the open pack, then its observations; none again after a crash: they are known."""
    settings = landing.settings
    _write_rows(landing.pack, PACK_SCHEMA, settings.packs)
    _write_rows(landing.observations, OBSERVATION_SCHEMA, settings.observations)
    landing.pack, landing.pack_bytes, landing.observations = [], 0, []


def _write_rows(rows: Sequence[tuple[Any, ...]], schema: dict[str, Any], folder: Path) -> None:
    if rows:
        write_named(pl.DataFrame(rows, schema=schema, orient="row"), folder)
