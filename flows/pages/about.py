"""The section behind the tab bar: the synopsis, one line, and the block of credits."""

from flows.pages import template as t
from flows.pages.lists import opens_complete_item
from flows.pages.records import Credit
from flows.pages.walk import Walk

_OTHER_HEADINGS = t.HEADINGS - {t.TAB_BAR}


def read_about(walk: Walk, index: int) -> int:
    """Read from the line behind the tab bar and give the line behind the section."""
    end = walk.lines.next_heading(index)
    if index < end and walk.texts[index] != "":
        walk.flag("missing_empty_line", index)
    index = walk.skip_empty(index, end)
    blocks = 0
    while index < end:
        stop = walk.block_end(index, end)
        if walk.is_stray_heading(index, _OTHER_HEADINGS):
            return index
        if not blocks and _is_synopsis(walk, index, stop, end):
            _read_synopsis(walk, index)
        elif _is_credits(walk, index, stop):
            if walk.credits and blocks:
                walk.flag("unexpected_empty_line", index - 1)
            stop = _read_credits(walk, index, stop)
            if stop < end and walk.texts[stop] != "":
                return stop
        else:
            walk.leave_out(index, stop)
        blocks += 1
        index = walk.skip_empty(stop, end)
    return index


def _is_synopsis(walk: Walk, index: int, stop: int, end: int) -> bool:
    if walk.has_synopsis or stop - index > 1:
        return False
    if t.CREDIT_SEPARATOR not in walk.texts[index]:
        return True
    follows = index + 1
    while follows < end and walk.texts[follows] == "":
        follows += 1
    if not _has_separator(walk, follows, walk.block_end(follows, end)):
        return False
    walk.flag("ambiguous_synopsis", index)
    return True


def _read_synopsis(walk: Walk, index: int) -> None:
    assert walk.film is not None
    walk.layout.append("s")
    walk.has_synopsis = True
    walk.film = walk.film._replace(
        synopsis=walk.texts[index], byte_end=max(walk.film.byte_end, walk.lines.end(index))
    )


def _has_separator(walk: Walk, index: int, stop: int) -> bool:
    return any(t.CREDIT_SEPARATOR in line for line in walk.texts[index:stop])


def _is_credits(walk: Walk, index: int, stop: int) -> bool:
    """Say whether a block is the cast: by a separator, or by its place with bare names only."""
    if _has_separator(walk, index, stop):
        return True
    lines = walk.texts[index:stop]
    is_first_cast = not walk.credits
    looks_otherwise = any(map(t.resembles_review_date, lines)) or any(
        opens_complete_item(walk.texts, i, stop) for i in range(index, stop)
    )
    return is_first_cast and not looks_otherwise


def _read_credits(walk: Walk, index: int, stop: int) -> int:
    for i in range(index, stop):
        if walk.is_stray_heading(i, _OTHER_HEADINGS):
            walk.flag("missing_empty_line", i)
            return i
        _read_credit(walk, i)
    return stop


def _read_credit(walk: Walk, index: int) -> None:
    line = walk.texts[index]
    name, separator, character = line.partition(t.CREDIT_SEPARATOR)
    if not separator and t.BROKEN_CREDIT.search(line):
        walk.leave_out(index, index + 1)
        return
    walk.layout.append("c" if separator else "n")
    if not separator:
        walk.flag("credit_without_character", index)
    elif not name:
        walk.flag("credit_without_name", index)
    if t.CREDIT_SEPARATOR in character or name != name.strip() or character != character.strip():
        walk.flag("ambiguous_credit", index)
    position = len(walk.credits) + 1
    walk.credits.append(Credit(position, name or None, character or None, *walk.span(index, index)))
