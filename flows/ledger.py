"""Whom and what to forget, as keyed hashes: what comes again is known, and nobody is named.

An author's reviews are taken out of every page that lands; a forgotten page does not land.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace

from flows.contents import RawPage
from flows.errors import StoreDamaged
from flows.pages.redact import without_reviews
from flows.sealed import read_sealed, write_sealed
from flows.settings import Settings

_RESTORE = "Restore it from a copy: without it, what was to be forgotten would land again."


@dataclass(frozen=True)
class Ledger:
    """The keyed hashes of forgotten authors and pages; empty where nobody asked."""

    key: str = ""
    reviewers: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()

    def has_reviewer(self, name: str) -> bool:
        """Say whether an author is to be forgotten, by the name as printed."""
        return self._hash(name) in self.reviewers

    def has_page(self, page_key: str) -> bool:
        """Say whether a page is to be forgotten."""
        return bool(self.pages) and self._hash(page_key) in self.pages

    def kept(
        self, page_key: str, raw: bytes | None, byte_count: int
    ) -> tuple[str, bytes | None, int] | None:
        """Give what is kept of a page: its key, bytes and their count; None of a forgotten one."""
        if self.has_page(page_key):
            return None
        if raw is None or not self.reviewers:
            return page_key, raw, byte_count
        left = without_reviews(raw, self.has_reviewer)
        if left == raw:
            return page_key, raw, byte_count
        digest = hashlib.sha256(left).hexdigest()
        return None if self.has_page(digest) else (digest, left, len(left))

    def applied(self, page: RawPage) -> RawPage | None:
        """Give what may land of a page; None of a forgotten one."""
        kept = self.kept(page.page_key, page.page_bytes, page.byte_count)
        return kept and page._replace(page_key=kept[0], page_bytes=kept[1], byte_count=kept[2])

    def with_reviewer(self, name: str) -> "Ledger":
        """Give the ledger with one more author."""
        return replace(self, reviewers=self.reviewers | {self._hash(name)})

    def with_page(self, page_key: str) -> "Ledger":
        """Give the ledger with one more page."""
        return replace(self, pages=self.pages | {self._hash(page_key)})

    def _hash(self, text: str) -> str:
        return hmac.new(bytes.fromhex(self.key), text.encode(), hashlib.sha256).hexdigest()


def read_ledger(settings: Settings) -> Ledger:
    """Read the ledger of a warehouse.

    Raises:
        StoreDamaged: it is not what was written.

    """
    if not settings.ledger.exists():
        return Ledger(secrets.token_hex(32))
    lines = read_sealed(settings.ledger)
    if lines is None:
        raise StoreDamaged(f"{settings.ledger}: this file is not what was written. {_RESTORE}")
    (key,), reviewers, pages = (_named(lines, name) for name in ("key", "reviewer", "page"))
    return Ledger(key, reviewers, pages)


def _named(lines: list[str], name: str) -> frozenset[str]:
    pairs = (line.split(" ", 1) for line in lines)
    return frozenset(value for kind, value in pairs if kind == name)


def write_ledger(settings: Settings, ledger: Ledger) -> None:
    """Write the ledger, whole or the one before; only its owner may read it."""
    lines = [
        f"key {ledger.key}",
        *(f"reviewer {one}" for one in sorted(ledger.reviewers)),
        *(f"page {one}" for one in sorted(ledger.pages)),
    ]
    write_sealed(settings.ledger, lines)
    settings.ledger.chmod(0o600)
