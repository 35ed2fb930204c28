"""Pages that someone took out: recorded beside the observations, never by removing anything.

An excluded page keeps its bytes and its row in dim_page; it is read as quarantined, with the
reason `excluded`. What was said last of a page holds.
"""

import re
from typing import Any

import polars as pl

from flows.errors import WrongUsage
from flows.machine import now
from flows.settings import Settings
from flows.store import RESTORE, check_named, read_parquet, write_named

EXCLUDED = "excluded"
_SCHEMA: dict[str, Any] = {
    "page_key": pl.String,
    "is_excluded": pl.Boolean,
    "why": pl.String,
    "decided_at": pl.Datetime("us"),
}
_PAGE_KEY = re.compile(r"[0-9a-f]{64}")


def exclude(settings: Settings, page_key: str, why: str, *, is_excluded: bool) -> None:
    """Record that a landed page is to be left out, or taken in again.

    Raises:
        WrongUsage: no such page has landed, or there is no reason.

    """
    if not why.strip():
        raise WrongUsage("--why names no reason: say why, for those who will ask.")
    if not _PAGE_KEY.fullmatch(page_key) or not _has_landed(settings, page_key):
        raise WrongUsage(f"No page {page_key!r} has landed. The table dim_page has the keys.")
    decided_at = now()
    row = pl.DataFrame([(page_key, is_excluded, why, decided_at)], _SCHEMA, orient="row")
    write_named(row, settings.exclusions)


def excluded_pages(settings: Settings) -> frozenset[str]:
    """Give the keys of the pages that are left out.

    Raises:
        StoreDamaged: what was recorded is not what was written.

    """
    files = sorted(settings.exclusions.glob("*.parquet"))
    for file in files:
        check_named(file, RESTORE)
    said = [row for file in files for row in read_parquet(file, RESTORE).iter_rows()]
    latest = {key: is_excluded for key, is_excluded, _, _ in sorted(said, key=lambda row: row[3])}
    return frozenset(key for key, is_excluded in latest.items() if is_excluded)


def _has_landed(settings: Settings, page_key: str) -> bool:
    packs = sorted(settings.packs.glob("*.parquet"))
    return any(page_key in read_parquet(pack, RESTORE, ["page_key"])["page_key"] for pack in packs)
