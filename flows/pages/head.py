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
    has_date_line: bool = False
    has_rating_label: bool = False
    first: int = 0
    last: int = 0


def read_head(walk: Walk) -> int:
    """Read the head and give the line behind it. The film's synopsis comes later."""
    head, end = _Head(), _head_end(walk)
    has_tab_bar = end < len(walk.texts) and walk.texts[end] == t.TAB_BAR
    index = _read_title(walk, head, end)
    while index < end:
        stop = walk.block_end(index, end)
        if not has_tab_bar and not any(map(_is_fact, walk.texts[index:stop])):
            break
        while index < stop:
            index = _read_line(walk, head, index, stop)
        index = walk.skip_empty(index, end)
    if not head.has_date_line:
        walk.flag("missing_date_line", head.last)
    walk.film = Film(
        head.title, head.release_date_text, head.certificate, head.rating_text, None,
        *walk.span(head.first, head.last),
    )  # fmt: skip
    return index


def _head_end(walk: Walk) -> int:
    texts = walk.texts
    end = walk.lines.next_heading(1 if _opens_with_title(texts) else 0)
    return texts.index(t.TAB_BAR, 0, end) if t.TAB_BAR in texts[:end] else end


def _opens_with_title(texts: list[str]) -> bool:
    """Say whether line 3 goes on as a head does, so that line 1 is a title, whatever it says."""
    return len(texts) > 2 and (_is_fact(texts[2]) or texts[2] == t.TAB_BAR)


def _is_date_line(line: str) -> bool:
    return t.CERTIFICATE_SEPARATOR in line or t.is_release_date(line)


def _is_fact(line: str) -> bool:
    return line == t.RATING_LABEL or _is_date_line(line)


def _read_title(walk: Walk, head: _Head, end: int) -> int:
    index = walk.skip_empty(0, end)
    if index == end or _is_fact(walk.texts[index]):
        walk.flag("missing_title", 0)
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
    if not head.has_date_line and _may_be_date_line(walk, head, index, stop):
        _read_date_line(walk, head, index)
    elif not head.has_rating_label and line == t.RATING_LABEL:
        return _read_rating(walk, head, index, stop)
    else:
        walk.leave_out(index, index + 1)
    return index + 1


def _may_be_date_line(walk: Walk, head: _Head, index: int, stop: int) -> bool:
    """Say whether a line is a date line by its form, or by standing where one must."""
    if _is_date_line(walk.texts[index]):
        return True
    if head.has_rating_label or walk.texts[index] == t.RATING_LABEL:
        return False
    has_form_behind = any(map(_is_date_line, walk.texts[index + 1 : stop]))
    return not has_form_behind and (index + 1 == stop or walk.texts[index + 1] == t.RATING_LABEL)


def _read_date_line(walk: Walk, head: _Head, index: int) -> None:
    line = walk.texts[index]
    walk.has_proof_of_template |= _is_date_line(line)
    walk.layout.append("d")
    date_text, separator, certificate = line.partition(t.CERTIFICATE_SEPARATOR)
    if separator and date_text and not certificate:
        date_text = line
    if date_text and not t.is_release_date(date_text):
        walk.flag("bad_date", index)
    if certificate != certificate.strip():
        walk.flag("bad_certificate", index)
    head.has_date_line = True
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
