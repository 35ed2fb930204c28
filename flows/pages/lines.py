"""Bytes → lines that remember their bytes, or the reason why there are none to read."""

import re
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
    headings: list[int]
    mores: list[int]
    starts: list[int]

    def end(self, index: int) -> int:
        """Give the offset behind the last byte of a line, its end left out."""
        return self.starts[index + 1] - len(self.line_end)

    def next_heading(self, index: int) -> int:
        """Give the first heading at or behind a line, or the number of lines."""
        place = bisect_left(self.headings, index)
        return self.headings[place] if place < len(self.headings) else len(self.texts)


def unreadable(raw: bytes) -> Defect | None:
    """Name what keeps the bytes from being read as text at all, with its line."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return _unreadable(raw, _decoding_reason(raw), error.start)
    if "\0" in text:
        return _unreadable(raw, "nul", raw.index(b"\0"))
    if not text.lstrip(t.BYTE_ORDER_MARK).strip():
        return _unreadable(raw, "blank", 0)
    return None


def split(raw: bytes) -> Lines:
    """Split a readable page at its own line end, which the first one decides."""
    text = raw.decode()
    has_mark = text.startswith(t.BYTE_ORDER_MARK)
    offset = len(t.BYTE_ORDER_MARK.encode()) if has_mark else 0
    if has_mark:
        text = text[1:]
    line_end = _line_end(text)
    texts = text.split(line_end)
    encoded = texts if text.isascii() else raw[offset:].split(line_end.encode())
    width = len(line_end)
    starts = list(accumulate([len(line) + width for line in encoded], initial=offset))
    mixed = _mixed(texts, text, line_end)
    return Lines(texts, line_end, has_mark, mixed, *_landmarks(texts), starts)


def count_lines(raw: bytes) -> int:
    """Count the lines of any bytes; a final line end begins no new line."""
    ends = raw.count(b"\n") or raw.count(b"\r")
    return ends + (raw[-1:] not in (b"\n", b"\r", b""))


def _line_end(text: str) -> str:
    feed, carriage = text.find("\n"), text.find("\r")
    if carriage < 0 or 0 <= feed < carriage:
        return "\n"
    return "\r\n" if feed == carriage + 1 else "\r"


def _mixed(texts: list[str], text: str, line_end: str) -> list[int]:
    """Find the lines with another line end in them; drop a CR before the page's own LF."""
    ends = len(texts) - 1
    if text.count("\n") == ends * line_end.count("\n") and (
        text.count("\r") == ends * line_end.count("\r")
    ):
        return []
    mixed = [i for i, line in enumerate(texts) if "\r" in line or "\n" in line]
    for i in mixed:
        texts[i] = texts[i].removesuffix("\r")
    return mixed


def _landmarks(texts: list[str]) -> tuple[list[int], list[int]]:
    marks = [i for i, line in enumerate(texts) if line in _MARKS]
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


def _unreadable(raw: bytes, reason: str, at: int) -> Defect:
    start = max(raw.rfind(b"\n", 0, at), raw.rfind(b"\r", 0, at)) + 1
    found = _LINE_END.search(raw, at)
    end = found.start() if found else len(raw)
    excerpt = raw[start : min(end, start + EXCERPT_LENGTH)].decode(errors="backslashreplace")
    excerpt = excerpt.replace("\0", "\\x00")
    return Defect(reason, excerpt, True, count_lines(raw[:start]) + 1, start, end)


_MARKS = t.HEADINGS | {t.MORE}
_LINE_END = re.compile(rb"[\r\n]")
