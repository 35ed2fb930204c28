"""The head of a page: title, date line, rating, up to the tab bar or the first heading."""

from dataclasses import dataclass

from flows.pages import template as t
from flows.pages.records import Film
from flows.pages.walk import Walk


@dataclass
class _Head:
    """What has been found of the head; last is the last line that holds a value."""

    title: str | None = None
    release_date_text: str | None = None
    certificate: str | None = None
    rating_text: str | None = None
    date_line: int | None = None
    has_rating_label: bool = False
    first: int = 0
    last: int = 0


def read_head(walk: Walk) -> int:
    """Read the head and give the line behind it. The film's synopsis comes later."""
    head, texts = _Head(), walk.texts
    end = _head_end(walk)
    has_tab_bar = end < len(texts) and texts[end] == t.TAB_BAR
    index = _read_title(walk, head, end)
    first = index
    head.date_line = next((i for i in range(index, end) if _is_date_line(texts[i])), None)
    while index < end:
        stop = walk.block_end(index, end)
        if not has_tab_bar and not any(map(is_head_line, texts[index:stop])):
            break
        if index > first:
            walk.flag("unexpected_empty_line", index - 1)
        while index < stop:
            index = _read_line(walk, head, index, stop)
        index = walk.skip_empty(index, end)
    if head.date_line is None or head.date_line >= index:
        walk.flag("missing_date_line", head.last)
    walk.film = Film(
        head.title, head.release_date_text, head.certificate, head.rating_text, None,
        *walk.span(head.first, head.last),
    )  # fmt: skip
    return index


def is_head_line(line: str) -> bool:
    """Say whether a line can stand in a head only: a date line or the label of the rating."""
    return line == t.RATING_LABEL or _is_date_line(line)


def _is_date_line(line: str) -> bool:
    return t.CERTIFICATE_SEPARATOR in line or t.is_release_date(line)


def _has_title(texts: list[str]) -> bool:
    """Say whether line 3 goes on as a head does, so that line 1 is a title, whatever it says."""
    if len(texts) < 3 or texts[0] == "" or texts[1] != "":
        return False
    return is_head_line(texts[2]) or texts[2] == t.TAB_BAR


def _head_end(walk: Walk) -> int:
    start = 1 if _has_title(walk.texts) else 0
    end = walk.lines.next_heading(start)
    try:
        return walk.texts.index(t.TAB_BAR, start, end)
    except ValueError:
        return end


def _read_title(walk: Walk, head: _Head, end: int) -> int:
    index = walk.skip_empty(0, end)
    if index == end or (is_head_line(walk.texts[index]) and not _has_title(walk.texts)):
        walk.flag("missing_title", 0)
        head.first = head.last = min(index, len(walk.texts) - 1)
        return index
    if index:
        walk.flag("unexpected_empty_line", 0, index - 1)
    walk.layout.append("t")
    head.title, head.first, head.last = walk.texts[index], index, index
    index += 1
    if index < end and walk.texts[index] != "":
        walk.flag("missing_empty_line", index)
    return walk.skip_empty(index, end)


def _read_line(walk: Walk, head: _Head, index: int, stop: int) -> int:
    line = walk.texts[index]
    if head.date_line == index or (head.date_line is None and _stands_for_date(walk, head, index)):
        _read_date_line(walk, head, index)
    elif not head.has_rating_label and line == t.RATING_LABEL:
        return _read_rating(walk, head, index, stop)
    else:
        walk.leave_out(index, index + 1)
    return index + 1


def _stands_for_date(walk: Walk, head: _Head, index: int) -> bool:
    """Say whether a line stands where the date line must, where none has its form."""
    behind = index + 1
    is_last = behind == len(walk.texts) or walk.texts[behind] in _BEHIND_DATE_LINE
    return is_last and not head.has_rating_label and walk.texts[index] != t.RATING_LABEL


def _read_date_line(walk: Walk, head: _Head, index: int) -> None:
    line = walk.texts[index]
    walk.has_proof_of_template |= _is_date_line(line)
    walk.layout.append("d")
    date_text, separator, certificate = line.partition(t.CERTIFICATE_SEPARATOR)
    if separator and date_text and not certificate:
        date_text = line
    if date_text and not t.is_release_date(date_text):
        walk.flag("bad_date", index)
    is_joined = certificate.endswith((t.RATING_LABEL, t.TAB_BAR))
    if is_joined or certificate != certificate.strip():
        walk.flag("bad_certificate", index)
    head.date_line = index
    head.release_date_text, head.certificate = date_text or None, certificate or None
    if date_text or certificate:
        head.last = index


def _read_rating(walk: Walk, head: _Head, index: int, stop: int) -> int:
    head.has_rating_label = walk.has_proof_of_template = True
    walk.layout.append("R")
    index += 1
    if index == stop or walk.texts[index] == t.RATING_LABEL:
        return index
    walk.layout.append("r")
    head.rating_text, head.last = walk.texts[index], index
    if not t.is_rating(walk.texts[index]):
        walk.flag("bad_rating", index)
    return index + 1


_BEHIND_DATE_LINE = frozenset({"", t.RATING_LABEL, t.TAB_BAR})
