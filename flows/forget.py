"""Forgotten means gone: from raw pages, and with the next publish from everything made of them.

A wish is noted in the ledger first. The next run, or this one, takes what was noted out of the
packs, builds everything anew, publishes, and removes whatever was made before; killed anywhere,
a later run ends it.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.exclusions import exclude, excluded_pages
from flows.generations import manifest_of
from flows.land import OBSERVATION_SCHEMA, PACK_SCHEMA, observation_key
from flows.ledger import Ledger, read_ledger, write_ledger
from flows.settings import Settings
from flows.store import RESTORE, check_named, read_parquet, write_named, write_text

_MOVED = "it was excluded before something was taken out of it"


@dataclass(frozen=True)
class Redaction:
    """What was taken out of the packs: pages changed and removed, and where they came from."""

    pages_changed: int
    pages_removed: int
    origins: tuple[str, ...]


def note_wish(settings: Settings, *, reviewer: str | None, page_key: str | None) -> None:
    """Note whom or what to forget; the next run carries it out."""
    ledger = read_ledger(settings)
    if reviewer is not None:
        ledger = ledger.with_reviewer(reviewer)
    if page_key is not None:
        ledger = ledger.with_page(page_key)
    write_ledger(settings, ledger)
    write_text("", settings.forgetting)


def is_forgetting(settings: Settings) -> bool:
    """Say whether a wish is noted and not yet carried out."""
    return settings.forgetting.exists()


def redact(settings: Settings) -> Redaction:
    """Take what is noted out of the packs; observations move to the pages that are left.

    The old packs go last, so that a killed redaction can begin again.

    Raises:
        StoreDamaged: a landed file is not what was written.

    """
    packs = sorted(settings.packs.glob("*.parquet"))
    moved = _redact_packs(settings, packs, read_ledger(settings))
    origins = tuple(_move_observations(settings, moved))
    for old in set(excluded_pages(settings)) & moved.keys():
        if new := moved[old]:
            exclude(settings, new, _MOVED, is_excluded=True)
    for pack in packs:
        if _holds_any(pack, moved):
            pack.unlink()
    removed = sum(new is None for new in moved.values())
    return Redaction(len(moved) - removed, removed, origins)


def _redact_packs(settings: Settings, packs: list[Path], ledger: Ledger) -> dict[str, str | None]:
    """Write packs without what is noted; give the new key of each page that was changed."""
    moved: dict[str, str | None] = {}
    for pack in packs:
        check_named(pack, RESTORE)
        rows, changed = _redacted_rows(read_parquet(pack, RESTORE), ledger)
        moved |= changed
        if changed and rows:
            frame = pl.DataFrame(rows, schema=PACK_SCHEMA, orient="row")
            write_named(frame.unique("page_key", maintain_order=True), settings.packs)
    return moved


def _redacted_rows(
    pack: pl.DataFrame, ledger: Ledger
) -> tuple[list[tuple[str, bytes | None, int]], dict[str, str | None]]:
    rows: list[tuple[str, bytes | None, int]] = []
    changed: dict[str, str | None] = {}
    for page_key, raw, byte_count in pack.iter_rows():
        kept = ledger.kept(page_key, raw, byte_count)
        if kept is not None:
            rows.append(kept)
        if kept is None or kept[0] != page_key:
            changed[page_key] = kept and kept[0]
    return rows, changed


def _move_observations(settings: Settings, moved: dict[str, str | None]) -> Iterator[str]:
    """Let observations name the pages that are left; give the origins of those that moved."""
    for path in sorted(settings.observations.glob("*.parquet")):
        check_named(path, RESTORE)
        frame = read_parquet(path, RESTORE)
        found = frame.filter(pl.col("page_key").is_in(list(moved)))
        if found.is_empty():
            continue
        yield from found["origin"].unique().sort()
        rows = [row for one in frame.iter_rows() if (row := _moved_observation(one, moved))]
        if rows:
            kept = pl.DataFrame(rows, schema=OBSERVATION_SCHEMA, orient="row")
            write_named(kept.unique("observation_key", maintain_order=True), settings.observations)
        path.unlink()


def _moved_observation(
    row: tuple[Any, ...], moved: dict[str, str | None]
) -> tuple[Any, ...] | None:
    _, page_key, source_name, origin, captured_at, landed_at = row
    new = moved.get(page_key, page_key)
    if new is None:
        return None
    key = observation_key(new, source_name, origin, captured_at)
    return key, new, source_name, origin, captured_at, landed_at


def _holds_any(pack: Path, moved: dict[str, str | None]) -> bool:
    return not moved.keys().isdisjoint(read_parquet(pack, RESTORE, ["page_key"])["page_key"])


def pages_naming(settings: Settings, name: str) -> Iterator[str]:
    """Give the keys of raw pages in which a name stands, as a cast's or in another's text."""
    for pack in sorted(settings.packs.glob("*.parquet")):
        for page_key, raw, _ in read_parquet(pack, RESTORE).iter_rows():
            if raw is not None and name.encode() in raw:
                yield page_key


def remove_traces(settings: Settings) -> None:
    """Remove whatever was made before, behind the publish that has forgotten; then the wish.

    Where no page is left, nothing may serve.
    """
    if not any(settings.observations.glob("*.parquet")):
        settings.current.unlink(missing_ok=True)
    serving = settings.current.resolve()
    for path in settings.generations.glob("*"):
        if path not in {serving, manifest_of(serving)}:
            path.unlink()
    for folder in (settings.failed, settings.reports, settings.seen, settings.warehouse / "dbt"):
        shutil.rmtree(folder, ignore_errors=True)
    for file in (settings.log, settings.put_aside):
        file.unlink(missing_ok=True)
    settings.forgetting.unlink(missing_ok=True)
