"""The section behind the tab bar: the synopsis, one line, and the block of credits."""

from flows.pages import template as t
from flows.pages.lists import opens_complete_item
from flows.pages.records import Credit
from flows.pages.walk import Walk


def read_about(walk: Walk, index: int) -> int:
    """Read from the line behind the tab bar and give the line behind the section."""
    end = walk.lines.next_heading(index)
    index = walk.skip_empty(index, end)
    is_first, credits_before = True, len(walk.credits)
    while index < end:
        stop = walk.block_end(index, end)
        if walk.is_stray_heading(index):
            return index
        if is_first and _is_synopsis(walk, index, stop, end):
            _read_synopsis(walk, index)
        elif _is_credits(walk, index, stop):
            if len(walk.credits) > credits_before:
                walk.flag("unexpected_empty_line", index - 1)
            stop = _read_credits(walk, index, stop)
            if stop < end and walk.texts[stop] != "":
                return stop
        else:
            walk.leave_out(index, stop)
        is_first = False
        index = walk.skip_empty(stop, end)
    return index


def _is_synopsis(walk: Walk, index: int, stop: int, end: int) -> bool:
    if walk.film is None or walk.film.synopsis is not None or stop - index > 1:
        return False
    line = walk.texts[index]
    behind = stop
    while behind < end and walk.texts[behind] == "":
        behind += 1
    has_credits = _has_separator(walk, behind, walk.block_end(behind, end))
    has_separator = t.CREDIT_SEPARATOR in line
    if has_separator and not has_credits:
        return False
    # Alone it may as well be a credit or a heading that was damaged.
    is_broken_credit = not has_credits and t.BROKEN_CREDIT.search(line)
    if has_separator or is_broken_credit or t.resembles_heading(line):
        walk.flag("ambiguous_synopsis", index)
    return True


def _read_synopsis(walk: Walk, index: int) -> None:
    assert walk.film is not None
    walk.layout.append("s")
    byte_end = max(walk.film.byte_end, walk.span(index, index)[2])
    walk.film = walk.film._replace(synopsis=walk.texts[index], byte_end=byte_end)


def _has_separator(walk: Walk, index: int, stop: int) -> bool:
    return any(t.CREDIT_SEPARATOR in line for line in walk.texts[index:stop])


def _is_credits(walk: Walk, index: int, stop: int) -> bool:
    """Say whether a block is the cast: by a separator, or by its place with bare names only."""
    if _has_separator(walk, index, stop):
        return True
    if walk.credits:
        return False
    return not any(
        t.resembles_review_date(walk.texts[i]) or opens_complete_item(walk.texts, i, stop)
        for i in range(index, stop)
    )


def _read_credits(walk: Walk, index: int, stop: int) -> int:
    for i in range(index, stop):
        if walk.is_stray_heading(i):
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
    if name != name.strip() or character != character.strip() or t.CREDIT_SEPARATOR in character:
        walk.flag("ambiguous_credit", index)
    if line == walk.texts[index - 1]:
        walk.flag("repeated_credit", index)
    position = len(walk.credits) + 1
    walk.credits.append(Credit(position, name or None, character or None, *walk.span(index, index)))
