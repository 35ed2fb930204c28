"""The lists of related films: items of three to five lines, one behind the other."""

from typing import NamedTuple

from flows.pages import template as t
from flows.pages.records import RelatedFilm
from flows.pages.walk import Walk


class _Item(NamedTuple):
    """The lines of one item; layout names them, a letter a line."""

    layout: str
    provider: str | None
    synopsis: str | None
    year_text: str | None


def read_list(walk: Walk, index: int, list_kind: str) -> int:
    """Read from the line behind the heading and give the line behind the section.

    Items stand in one block. After one stray empty line the list goes on, flagged; after
    anything else the heading of what follows may be lost, and nothing more is taken.
    """
    end = walk.lines.next_heading(index)
    if index < end and walk.texts[index] != "":
        walk.flag("missing_empty_line", index)
    is_first = is_list = True
    while (behind := walk.skip_empty(index, end)) < end:
        if walk.is_stray_heading(behind, t.HEADINGS):
            return behind
        stop = walk.block_end(behind, end)
        is_list &= (is_first or behind - index == 1) and _has_item(walk.texts, behind, stop)
        if is_list and not is_first:
            walk.flag("unexpected_empty_line", index)
        if is_list:
            stop = _read_block(walk, behind, stop, list_kind)
        else:
            walk.leave_out(behind, stop)
        if stop < end and walk.texts[stop] != "":
            return stop
        index, is_first = stop, False
    return behind


def opens_complete_item(texts: list[str], index: int, stop: int) -> bool:
    """Say whether an item with a closing line begins at a line."""
    return _complete_item(texts, index, stop) is not None


def _has_item(texts: list[str], index: int, stop: int) -> bool:
    return any(_item(texts, i, stop) for i in range(index, stop))


def _read_block(walk: Walk, index: int, stop: int, list_kind: str) -> int:
    unexplained = index
    while index < stop:
        item = _item(walk.texts, index, stop)
        if item is None and not walk.is_stray_heading(index, t.HEADINGS):
            index += 1
            continue
        walk.leave_out(unexplained, index)
        if item is None:
            walk.flag("missing_empty_line", index)
            return index
        _take(walk, index, item, list_kind)
        index = unexplained = index + len(item.layout)
    walk.leave_out(unexplained, stop)
    return stop


def _take(walk: Walk, index: int, item: _Item, list_kind: str) -> None:
    position = walk.list_positions.get(list_kind, 0) + 1
    walk.list_positions[list_kind] = position
    last = index + len(item.layout) - 1
    walk.layout.append("i" + item.layout)
    if item.layout.endswith("C"):
        walk.has_proof_of_template = True
    else:
        walk.flag("item_without_closing_line", index, last)
    walk.related_films.append(
        RelatedFilm(
            list_kind,
            position,
            walk.texts[index],
            item.provider,
            item.synopsis,
            item.year_text,
            *walk.span(index, last),
        )  # fmt: skip
    )


def _item(texts: list[str], index: int, stop: int) -> _Item | None:
    return _complete_item(texts, index, stop) or _open_item(texts, index, stop)


def _complete_item(texts: list[str], index: int, stop: int) -> _Item | None:
    """Give the first of the forms T T S C, T P T S C, T T C, T P T C that fits."""
    title, room = texts[index], stop - index
    is_plain = room > 2 and texts[index + 1] == title
    has_provider = room > 3 and texts[index + 2] == title
    if is_plain and room > 3 and _closes(texts, index + 3, title):
        return _Item("TTSC", None, texts[index + 2], _year(texts[index + 3], title))
    if has_provider and room > 4 and _closes(texts, index + 4, title):
        year = _year(texts[index + 4], title)
        return _Item("TPTSC", texts[index + 1], texts[index + 3], year)
    if is_plain and t.is_closing_line(texts[index + 2], title):
        return _Item("TTC", None, None, _year(texts[index + 2], title))
    if has_provider and t.is_closing_line(texts[index + 3], title):
        return _Item("TPTC", texts[index + 1], None, _year(texts[index + 3], title))
    return None


def _closes(texts: list[str], index: int, title: str) -> bool:
    """Say whether a line closes an item whose synopsis is the line before.

    A title alone does not when the line before is itself "title year": then the item ended
    there, and this is the first line of another film of that title.
    """
    line, synopsis = texts[index], texts[index - 1]
    if line == title:
        return synopsis == title or not t.is_closing_line(synopsis, title)
    return t.is_closing_line(line, title)


def _open_item(texts: list[str], index: int, stop: int) -> _Item | None:
    """Give the item that has lost its closing line."""
    title, room = texts[index], stop - index
    if room > 1 and texts[index + 1] == title:
        layout, provider = "TT", None
    elif room > 2 and texts[index + 2] == title:
        layout, provider = "TPT", texts[index + 1]
    else:
        return None
    behind = index + len(layout)
    if behind == stop or _opens_item(texts, behind, stop):
        return _Item(layout, provider, None, None)
    return _Item(layout + "S", provider, texts[behind], None)


def _opens_item(texts: list[str], index: int, stop: int) -> bool:
    return texts[index] in texts[index + 1 : min(index + 3, stop)]


def _year(closing_line: str, title: str) -> str | None:
    return None if closing_line == title else closing_line[-4:]
