"""Inbox → raw pages, one at a time: what files hold, and what their names and places tell.

Decodes nothing but the JSONL envelope. Every file that is not read is reported with its name.
"""

import gzip
import hashlib
import io
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from flows.settings import Settings

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ENDINGS = (".txt", ".txt.gz", ".jsonl", ".jsonl.gz")
_CHUNK = 1024 * 1024
_JSON_BYTES_A_BYTE = 8  # a JSON line may escape every byte of its page


class RawPage(NamedTuple):
    """One page as it came; page_bytes is None when it is larger than the limit."""

    page_key: str
    page_bytes: bytes | None
    byte_count: int
    source_name: str
    origin: str
    captured_at: datetime
    is_captured_at_mtime: bool


class _File(NamedTuple):
    path: str
    origin: str
    source_name: str
    day: datetime | None


Report = Callable[[str, str], None]


def read_inbox(inbox: Path, settings: Settings, report: Report) -> Iterator[RawPage]:
    """Give every page of a folder (or of one file), files in the order of their names."""
    root = inbox if inbox.is_dir() else inbox.parent
    files = _walk(root, report) if inbox.is_dir() else [_file(root, str(inbox))]
    for file in files:
        try:
            if _strip_gz(file.path).endswith(".jsonl"):
                yield from _read_jsonl(file, settings, report)
            else:
                yield _read_text(file, settings)
        except OSError as error:
            report(file.origin, f"could not be read: {error.strerror}")


def _walk(root: Path, report: Report) -> Iterator[_File]:
    """Walk below a folder without leaving it; links to folders inside are walked as folders."""
    real_root = os.path.realpath(root)
    for folder, folders, names in os.walk(root, onerror=lambda error: _unreadable(error, report)):
        for name in list(folders):
            if name.startswith(".") or os.path.islink(f"{folder}/{name}"):
                folders.remove(name)
        folders.sort()
        for name in sorted(names):
            path = f"{folder}/{name}"
            reason = None if name.startswith(".") else _refusal(path, real_root)
            if reason:
                report(_origin(root, path), reason)
            elif not name.startswith("."):
                yield _file(root, path)


def _unreadable(error: OSError, report: Report) -> None:
    report(str(error.filename), f"folder could not be read: {error.strerror}")


def _refusal(path: str, real_root: str) -> str | None:
    if os.path.islink(path):
        target = os.path.realpath(path)
        if not target.startswith(real_root + os.sep):
            return "is a link that leaves the inbox; not followed"
    if not os.path.isfile(path):
        return "is no regular file; skipped"
    if not path.endswith(_ENDINGS):
        return f"does not end in {', '.join(_ENDINGS)}; skipped"
    return None


def _file(root: Path, path: str) -> _File:
    return _File(path, _origin(root, path), _text(root.name) or "inbox", _day_of(path))


def _origin(root: Path, path: str) -> str:
    return _text(os.path.relpath(path, root)).replace(os.sep, "/")


def _text(name: str) -> str:
    """Give a file name as text, bytes that are no UTF-8 spelled out."""
    return os.fsencode(name).decode(errors="backslashreplace")


def _day_of(path: str) -> datetime | None:
    for part in reversed(path.split(os.sep)[:-1]):
        if _DAY.fullmatch(part):
            try:
                return datetime.fromisoformat(part)
            except ValueError:
                continue
    return None


def _strip_gz(path: str) -> str:
    return path.removesuffix(".gz")


def _captured_at(file: _File) -> tuple[datetime, bool]:
    if file.day:
        return file.day, False
    seconds = os.stat(file.path).st_mtime
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), True


def _read_text(file: _File, settings: Settings) -> RawPage:
    limit = settings.max_page_bytes
    with open(file.path, "rb", buffering=0) as plain:
        if file.path.endswith(".gz"):
            page = _packed_page(plain, limit)
        else:
            size = os.fstat(plain.fileno()).st_size
            page = _page(plain.read(min(size, limit) + 1), plain, limit)
    return RawPage(*page, file.source_name, file.origin, *_captured_at(file))


def _packed_page(plain: IO[bytes], limit: int) -> tuple[str, bytes | None, int]:
    """Read a compressed page; a damaged archive is a page of its own bytes.

    One that unpacks to more than the limit is known by its own bytes, which are not kept.
    """
    try:
        content = gzip.GzipFile(fileobj=plain).read(limit + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        plain.seek(0)
        return _page(b"", plain, limit)
    if len(content) <= limit:
        return _page(content, None, limit)
    plain.seek(0)
    return _page(b"", plain, 0)


def _page(content: bytes, rest: IO[bytes] | None, limit: int) -> tuple[str, bytes | None, int]:
    """Give page key, bytes (None above the limit) and byte count of a content and its rest."""
    digest, count = hashlib.sha256(content), len(content)
    kept = [content]
    while rest and (chunk := rest.read(_CHUNK)):
        digest.update(chunk)
        count += len(chunk)
        if count <= limit:
            kept.append(chunk)
    return digest.hexdigest(), b"".join(kept) if count <= limit else None, count


def _read_jsonl(file: _File, settings: Settings, report: Report) -> Iterator[RawPage]:
    opener = gzip.open if file.path.endswith(".gz") else open
    number = unpacked = 0
    with opener(file.path, "rb") as stream:
        try:
            while line := stream.readline(settings.max_page_bytes * _JSON_BYTES_A_BYTE):
                number += 1
                unpacked += len(line)
                if unpacked > settings.max_unpacked_bytes:
                    report(f"{file.origin}#{number}", "unpacks to more than the limit; not read on")
                    return
                if line.strip():
                    yield _read_record(line, stream, file, number, settings, report)  # type: ignore[arg-type]
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            report(f"{file.origin}#{number + 1}", f"damaged archive, not read on: {error}")


def _read_record(
    line: bytes, stream: IO[bytes], file: _File, number: int, settings: Settings, report: Report
) -> RawPage:
    place = f"{file.origin}#{number}"
    if not line.endswith(b"\n") and len(line) == settings.max_page_bytes * _JSON_BYTES_A_BYTE:
        page = _page(line, _RestOfLine(stream), settings.max_page_bytes)
        return RawPage(*page, file.source_name, place, *_captured_at(file))
    record = _record(line)
    content = (
        line.rstrip(b"\r\n")
        if record is None
        else str(record["text"]).encode(errors="surrogatepass")
    )
    if record is None:
        report(place, "is no JSON object with a text; kept as a page of that line's bytes")
        record = {}
    captured_at = _stated_time(record.get("captured_at"), place, report)
    return RawPage(
        *_page(content, None, settings.max_page_bytes),
        _stated(record.get("source"), file.source_name),
        _stated(record.get("url"), place),
        *((captured_at, False) if captured_at else _captured_at(file)),
    )


class _RestOfLine(io.RawIOBase):
    """The rest of a line that is too long to hold, read in pieces."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._is_over = False

    def read(self, size: int = -1) -> bytes:
        chunk = b"" if self._is_over else self._stream.readline(size)
        self._is_over = chunk.endswith(b"\n")
        return chunk


def _record(line: bytes) -> dict[str, object] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    is_page = isinstance(record, dict) and isinstance(record.get("text"), str)
    return record if is_page else None


def _stated(value: object, default: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.encode(errors="backslashreplace").decode()
    return default


def _stated_time(value: object, place: str, report: Report) -> datetime | None:
    if value is None:
        return None
    try:
        time = datetime.fromisoformat(str(value)) if isinstance(value, str) else None
        if time is not None:
            return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError):
        pass
    report(place, "captured_at is not ISO 8601; the next source was taken")
    return None
