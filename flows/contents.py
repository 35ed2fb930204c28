"""What the files of an inbox hold: raw pages, from plain or compressed text or JSONL.

Decodes nothing but the JSONL envelope. Bounded: a page above the limit is hashed in pieces.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO, NamedTuple

from flows.settings import Settings
from flows.store import UNIT_SEPARATOR

_CHUNK = 1024 * 1024
_JSON_BYTES_A_BYTE = 6  # a JSON line may escape every byte of its page
_LONGEST_NAME = 8_192  # of a stated source or url, in characters
_EPOCH = datetime(1970, 1, 1)
_Damaged = (EOFError, zlib.error, gzip.BadGzipFile)

Report = Callable[[str, str], None]


class RawPage(NamedTuple):
    """One page as it came; page_bytes is None when it is larger than the limit."""

    page_key: str
    page_bytes: bytes | None
    byte_count: int
    source_name: str
    origin: str
    captured_at: datetime
    is_captured_at_mtime: bool


class File(NamedTuple):
    """A file of an inbox, and what its place says of the pages in it."""

    path: str
    origin: str
    source_name: str
    day: datetime | None
    size: int
    modified_ns: int


def read_text(file: File, settings: Settings, report: Report) -> RawPage:
    """Give the one page of a text file, plain or compressed."""
    limit = settings.max_page_bytes
    with open(file.path, "rb", buffering=0) as plain:
        if file.path.endswith(".gz"):
            page = _packed_page(plain, limit)
        else:
            page = _page(plain.read(min(file.size, limit) + 1), plain, limit)
    return RawPage(*page, file.source_name, file.origin, *_captured_at(file, report))


def _packed_page(plain: IO[bytes], limit: int) -> tuple[str, bytes | None, int]:
    """Read a compressed page; a damaged archive is a page of its own bytes.

    One that unpacks to more than the limit is known by its own bytes, which are not kept.
    """
    try:
        content = gzip.GzipFile(fileobj=plain).read(limit + 1)
    except _Damaged:
        plain.seek(0)
        return _page(b"", plain, limit)
    if len(content) <= limit:
        return _page(content, None, limit)
    plain.seek(0)
    return _page(b"", plain, 0)


def _page(
    content: bytes, rest: "IO[bytes] | _RestOfLine | None", limit: int
) -> tuple[str, bytes | None, int]:
    """Give page key, bytes (None above the limit) and byte count of a content and its rest."""
    digest, count = hashlib.sha256(content), len(content)
    kept = [content]
    while rest and (chunk := rest.read(_CHUNK)):
        digest.update(chunk)
        count += len(chunk)
        if count <= limit:
            kept.append(chunk)
    return digest.hexdigest(), b"".join(kept) if count <= limit else None, count


def read_jsonl(file: File, settings: Settings, report: Report) -> Iterator[RawPage]:
    """Give a page a line, up to the end or to where an archive is damaged."""
    number = 0
    with open(file.path, "rb") as plain:
        stream = _Unpacked(plain, settings) if file.path.endswith(".gz") else plain
        try:
            while line := stream.readline(settings.max_page_bytes * _JSON_BYTES_A_BYTE):
                number += 1
                if line.strip():
                    place = file._replace(origin=f"{file.origin}#{number}")
                    yield _read_record(line, stream, place, settings, report)
        except _Damaged as error:
            what = f"archive not read on, lines before may be damaged too: {error}"
            report(f"{file.origin}#{number + 1}", what)


class _Unpacked:
    """The lines of a compressed file, up to a limit: a small file may unpack to a full disk."""

    def __init__(self, plain: IO[bytes], settings: Settings) -> None:
        self._stream = gzip.GzipFile(fileobj=plain)
        self._left = settings.max_unpacked_bytes

    def readline(self, size: int) -> bytes:
        """Give the next line, or the piece of it that the size allows."""
        line = self._stream.readline(size)
        self._left -= len(line)
        if self._left < 0:
            raise EOFError("it unpacks to more than the limit")
        return line


_Lines = IO[bytes] | _Unpacked


def _read_record(
    line: bytes, stream: _Lines, file: File, settings: Settings, report: Report
) -> RawPage:
    """Read one line; one without a text is a page of its own bytes."""
    limit = settings.max_page_bytes
    if not line.endswith(b"\n") and len(line) == limit * _JSON_BYTES_A_BYTE:
        page = _page(line, _RestOfLine(stream), limit)
        return RawPage(*page, file.source_name, file.origin, *_captured_at(file, report))
    record = _record(line)
    if record is None:
        report(file.origin, "is no JSON object with a text; kept as a page of that line's bytes")
        record = {}
        content = line.rstrip(b"\r\n")
    else:
        content = str(record["text"]).encode(errors="surrogatepass")
    captured_at = _stated_time(record.get("captured_at"), file.origin, report)
    return RawPage(
        *_page(content, None, limit),
        _stated(record, "source", file.origin, report) or file.source_name,
        _stated(record, "url", file.origin, report) or file.origin,
        *((captured_at, False) if captured_at else _captured_at(file, report)),
    )


class _RestOfLine:
    """The rest of a line that is too long to hold, read in pieces."""

    def __init__(self, stream: _Lines) -> None:
        self._stream = stream
        self._is_over = False

    def read(self, size: int) -> bytes:
        """Give the next piece, empty at the line's end."""
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


def _stated(record: dict[str, object], name: str, place: str, report: Report) -> str | None:
    value = record.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and len(value) <= _LONGEST_NAME:
        text = value.encode(errors="backslashreplace").decode()
        return text.replace(UNIT_SEPARATOR, "\\x1f")
    report(place, f"{name} is no text of at most {_LONGEST_NAME:,} characters; not taken")
    return None


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


def _captured_at(file: File, report: Report) -> tuple[datetime, bool]:
    if file.day:
        return file.day, False
    try:
        time = datetime.fromtimestamp(file.modified_ns / 1e9, UTC)
        return time.replace(tzinfo=None), True
    except (ValueError, OverflowError):
        report(file.origin, "has a modification time out of range; 1970-01-01 was taken")
        return _EPOCH, True
