"""Bytes → lines that remember their bytes, or the reason why there are none to read."""

from bisect import bisect_left
from itertools import accumulate
from typing import NamedTuple

from flows.pages import template as t
from flows.pages.records import Defect

EXCERPT_LENGTH = 120


class Lines(NamedTuple):
    """The lines of one page, without their ends, and where each begins."""

    texts: list[str]
    line_end: str
    has_byte_order_mark: bool
    mixed: list[int]
    has_lost_ends: bool
    headings: list[int]
    mores: list[int]
    bytes_before: list[int]

    def next_heading(self, index: int) -> int:
        """Give the first heading at or behind a line, or the number of lines."""
        place = bisect_left(self.headings, index)
        return self.headings[place] if place < len(self.headings) else len(self.texts)

    def byte_start(self, index: int) -> int:
        """Give the first byte of a line."""
        return self.bytes_before[index] + index * len(self.line_end)


def split(raw: bytes) -> Lines | None:
    """Split a page at its own line end, which the first one decides; None if it is no text."""
    has_mark = raw.startswith(_MARK)
    offset = len(_MARK) if has_mark else 0
    try:
        text = raw.decode()[has_mark:]
    except UnicodeDecodeError:
        return None
    if b"\0" in raw:
        return None
    line_end = _line_end(raw)
    texts = text.split(line_end.decode())
    sizes = [len(line) if line.isascii() else len(line.encode()) for line in texts]
    bytes_before = list(accumulate(sizes, initial=offset))
    mixed, has_lost_ends = _mixed(texts, raw, line_end)
    marks = _landmarks(texts)
    return Lines(texts, line_end.decode(), has_mark, mixed, has_lost_ends, *marks, bytes_before)


def unreadable(raw: bytes) -> Defect:
    """Name what keeps a page that is no text from being read, with its line."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return _defect(raw, _decoding_reason(raw), error.start)
    return _defect(raw, "nul", raw.index(b"\0"))


def unrecognised(raw: bytes) -> Defect:
    """Name a text that shows nothing of the template."""
    is_blank = not raw.decode().lstrip(t.BYTE_ORDER_MARK).strip()
    return _defect(raw, "blank" if is_blank else "no_template_marks", 0)


def beyond_limits(raw: bytes, found: Lines) -> Defect | None:
    """Name a page of more or longer lines than any page of a film needs."""
    if len(found.texts) > t.MOST_LINES:
        return _defect(raw, "too_many_lines", found.byte_start(t.MOST_LINES))
    if len(raw) <= t.LONGEST_LINE:
        return None
    longest = max(map(len, found.texts))
    if longest <= t.LONGEST_LINE:
        return None
    index = next(i for i, line in enumerate(found.texts) if len(line) == longest)
    return _defect(raw, "line_too_long", found.byte_start(index))


def too_many_records(raw: bytes, at: int) -> Defect:
    """Name a page of more records than any film has, with the first that is too many."""
    return _defect(raw, "too_many_records", at)


def count_lines(raw: bytes) -> int:
    """Count the lines of any bytes; a final line end begins no new line."""
    end = _line_end(raw)
    return raw.count(end) + (raw != b"" and not raw.endswith(end))


def _line_end(raw: bytes) -> bytes:
    feed, carriage = raw.find(b"\n"), raw.find(b"\r")
    if carriage < 0 or 0 <= feed < carriage:
        return b"\n"
    return b"\r\n" if feed == carriage + 1 else b"\r"


def _mixed(texts: list[str], raw: bytes, line_end: bytes) -> tuple[list[int], bool]:
    """Find the lines with another line end in them; drop a CR before the page's own LF."""
    if line_end == b"\n" and b"\r" not in raw:
        return [], False
    mixed = [i for i, line in enumerate(texts) if "\r" in line or "\n" in line]
    if line_end != b"\n":
        return mixed, any("\n" in texts[i] for i in mixed)
    dropped = [i for i in mixed if texts[i].endswith("\r")]
    for i in dropped:
        texts[i] = texts[i].removesuffix("\r")
    return mixed, bool(dropped)


def _landmarks(texts: list[str]) -> tuple[list[int], list[int]]:
    # A look at the length spares the hash of every long line.
    marks = [i for i, line in enumerate(texts) if len(line) <= _LONGEST and line in _LANDMARKS]
    headings = [i for i in marks if texts[i] != t.MORE and _is_heading(texts, i)]
    return headings, [i for i in marks if texts[i] == t.MORE]


def _is_heading(texts: list[str], i: int) -> bool:
    opens = i == 0 or texts[i - 1] == ""
    return opens and (i + 1 == len(texts) or texts[i + 1] == "")


def _decoding_reason(raw: bytes) -> str:
    try:
        raw.decode(errors="surrogatepass")
    except UnicodeDecodeError:
        return "not_utf8"
    return "lone_surrogate"


def _defect(raw: bytes, reason: str, at: int) -> Defect:
    """Make the defect of a whole page, on the line that holds the byte at an offset."""
    line_end = _line_end(raw)
    start = raw.rfind(line_end, 0, at)
    start = 0 if start < 0 else start + len(line_end)
    end = raw.find(line_end, at)
    end = len(raw) if end < 0 else end
    excerpt = raw[start : min(end, start + EXCERPT_LENGTH)].decode(errors="backslashreplace")
    excerpt = excerpt.lstrip(t.BYTE_ORDER_MARK).replace("\0", "\\x00")
    return Defect(reason, excerpt, True, raw.count(line_end, 0, at) + 1, start, end)


_MARK = t.BYTE_ORDER_MARK.encode()
_LANDMARKS = t.HEADINGS | {t.MORE}
_LONGEST = max(map(len, _LANDMARKS))
