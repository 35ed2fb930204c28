"""Packs → parsed tables: verbatim text with its place, a pool of processes over the packs.

Pure: the same bytes and the same template version give the same rows. Every noun is written
for every pack, also without rows; a list of their sums comes last and says that the pack is
done. A table that is no longer what was written is made again.
"""

import ctypes
import gc
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, get_args, get_type_hints

import polars as pl

from flows.exclusions import EXCLUDED, excluded_pages
from flows.manifest import ENDING, damaged, write_manifest
from flows.pages import template
from flows.pages.normal import boilerplate_form, folded_name, normal_name, sha256_text
from flows.pages.parser import read_page
from flows.pages.records import Credit, Defect, Film, Page, Quotation, RelatedFilm, Review
from flows.pages.writer import is_explained, is_lossless
from flows.settings import Settings
from flows.store import RESTORE, check_named, read_parquet, sweep, write_parquet

_TYPES = {str: pl.String, int: pl.Int64, bool: pl.Boolean}
_PAGES = {
    "template_name": pl.String,
    "template_version": pl.String,
    "quarantine_reason": pl.String,
    "byte_count": pl.Int64,
    "line_count": pl.Int64,
    "is_lossless": pl.Boolean,
}
_TEXT_KEYS = {"text_sha256": pl.String, "text_normal_sha256": pl.String, "word_count": pl.Int64}


def _schema(record: type, **derived: Any) -> dict[str, Any]:
    """Give the columns of a noun: its page, its record's fields, what is derived for keys."""
    hints = get_type_hints(record)
    fields = {name: _TYPES[(get_args(hint) or (hint,))[0]] for name, hint in hints.items()}
    return {"page_key": pl.String, **fields, **derived}


NOUNS: dict[str, dict[str, Any]] = {
    "films": _schema(Film, title_normal=pl.String),
    "credits": _schema(Credit, name_normal=pl.String, name_folded=pl.String),
    "related_films": _schema(RelatedFilm, title_normal=pl.String),
    "reviews": _schema(Review, **_TEXT_KEYS),
    "quotations": _schema(Quotation, quoted_name_normal=pl.String, credited_name_normal=pl.String),
    "defects": _schema(Defect),
    "pages": {"page_key": pl.String, **_PAGES},
}
Rows = dict[str, list[tuple[Any, ...]]]
Frames = dict[str, list[pl.DataFrame]]
_ROWS_PER_FRAME = 5_000  # few enough to be still in the processor's memory
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True)
class ParseOutcome:
    """What one parse did: packs, pages and quarantined pages that it read."""

    packs_parsed: int
    pages_parsed: int
    pages_quarantined: int


def parse(settings: Settings) -> ParseOutcome:
    """Parse every pack that the current template version has not read yet, or not soundly.

    Raises:
        StoreDamaged: a pack is not what was landed.

    """
    sweep(settings.parsed)
    _remove_orphans(settings)
    excluded = excluded_pages(settings)
    packs = [
        pack
        for pack in sorted(settings.packs.glob("*.parquet"))
        if _is_new(pack, settings) or _is_read_otherwise(pack, settings, excluded)
    ]
    read = partial(parse_pack, parsed=settings.parsed, excluded=excluded)
    if len(packs) < 2:
        counts = [read(pack) for pack in packs]
    else:
        with ProcessPoolExecutor(
            min(settings.workers, len(packs)),
            mp_context=get_context("forkserver"),
            initializer=_end_with_parent,
        ) as pool:
            counts = list(pool.map(read, packs))
    return ParseOutcome(
        len(packs), sum(pages for pages, _ in counts), sum(bad for _, bad in counts)
    )


def _end_with_parent() -> None:
    """Let a worker end when the run that started it is killed, where the system can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def parse_pack(pack: Path, parsed: Path, excluded: frozenset[str] = frozenset()) -> tuple[int, int]:
    """Read one pack into a table a noun; give the counts of pages and of quarantined ones."""
    rows: Rows = {noun: [] for noun in NOUNS}
    frames: Frames = {noun: [] for noun in NOUNS}
    with _without_collector():
        for page_key, page_bytes, byte_count in _raw_pages(pack):
            if page_key in excluded:
                page = _not_read(EXCLUDED, byte_count)
            elif page_bytes is None:
                page = _not_read("too_large", byte_count)
            else:
                page = _proven(page_bytes)
            _add(rows, page_key, byte_count, page)
            if any(len(found) > _ROWS_PER_FRAME for found in rows.values()):
                _pack_rows(rows, frames)
    _pack_rows(rows, frames)
    tables = {noun: pl.concat(found) for noun, found in frames.items()}
    files = [parsed / noun / pack.name for noun in NOUNS]
    manifest_of(pack, parsed).unlink(missing_ok=True)
    for file, table in zip(files, tables.values(), strict=True):
        write_parquet(table, file)
    write_manifest(manifest_of(pack, parsed), files)
    return tables["pages"].height, tables["pages"]["quarantine_reason"].count()


def _pack_rows(rows: Rows, frames: Frames) -> None:
    """Move rows into columns, which need a tenth of the memory."""
    for noun, schema in NOUNS.items():
        columns = list(zip(*rows[noun], strict=True)) or [()] * len(schema)
        columns_by_name = dict(zip(schema, columns, strict=True))
        frames[noun].append(pl.DataFrame(columns_by_name, schema=schema))
        rows[noun].clear()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the cycle collector from walking the growing rows again and again: they have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _remove_orphans(settings: Settings) -> None:
    """Remove the tables of packs that are no longer there: their pages may be in others now."""
    for file in (*settings.parsed.glob("*/*.parquet"), *settings.parsed.glob(f"*{ENDING}")):
        if not (settings.packs / f"{file.stem}.parquet").exists():
            file.unlink()


def _is_read_otherwise(pack: Path, settings: Settings, excluded: frozenset[str]) -> bool:
    """Say whether a pack was read when other pages were excluded."""
    if not any(settings.exclusions.glob("*.parquet")):
        return False
    pages = read_parquet(settings.parsed / "pages" / pack.name, RESTORE)
    was_left_out = pages["quarantine_reason"].eq_missing(pl.Series([EXCLUDED]))
    return bool((was_left_out != pages["page_key"].is_in(list(excluded))).any())


def manifest_of(pack: Path, parsed: Path) -> Path:
    """Give the list of the tables of a pack and their sums."""
    return parsed / f"{pack.stem}{ENDING}"


def _is_new(pack: Path, settings: Settings) -> bool:
    return bool(damaged(manifest_of(pack, settings.parsed)))


def _raw_pages(pack: Path) -> Iterator[tuple[str, bytes | None, int]]:
    check_named(pack, RESTORE)
    yield from read_parquet(pack, RESTORE).iter_rows()


def _proven(raw: bytes) -> Page:
    """Read a page, and prove that its records give its bytes back."""
    page = read_page(raw)
    if page.quarantine_reason or is_explained(raw, page):
        return page
    whole = Defect("not_reproduced", "", True, 1, 0, len(raw))
    return page._replace(defects=(*page.defects, whole))


def _not_read(reason: str, byte_count: int) -> Page:
    defect = Defect(reason, "", True, 1, 0, byte_count)
    return Page(reason, 0, "\n", False, False, "", None, (), (), (), (defect,))


def _add(rows: Rows, page_key: str, byte_count: int, page: Page) -> None:
    lossless = is_lossless(page)
    rows["pages"].append(
        (
            page_key,
            template.NAME,
            template.VERSION,
            page.quarantine_reason,
            byte_count,
            page.line_count,
            lossless,
        )
    )
    rows["defects"].extend((page_key, *defect) for defect in _distinct(page.defects))
    if page.film:
        rows["films"].append((page_key, *page.film, _normal(page.film.title)))
    rows["credits"].extend((page_key, *o, *_name_keys(o.credited_name)) for o in page.credits)
    rows["related_films"].extend((page_key, *o, normal_name(o.title)) for o in page.related_films)
    rows["reviews"].extend((page_key, *one, *_text_keys(one.review_text)) for one in page.reviews)
    rows["quotations"].extend(
        (page_key, *one, normal_name(one.quoted_name), normal_name(one.credited_name))
        for one in page.quotations
    )


def _distinct(defects: Iterable[Defect]) -> list[Defect]:
    """Give a defect a kind and first byte."""
    return list({(one.defect_kind, one.byte_start): one for one in defects}.values())


def _normal(text: str | None) -> str | None:
    return None if text is None else normal_name(text) or None


def _name_keys(name: str | None) -> tuple[str | None, str | None]:
    return (None, None) if name is None else (normal_name(name) or None, folded_name(name) or None)


def _text_keys(text: str | None) -> tuple[str | None, str | None, int]:
    if text is None:
        return None, None, 0
    form, word_count = boilerplate_form(text)
    return sha256_text(text), sha256_text(form) if form else None, word_count
