"""The lists of related films: items of three to five lines, one behind the other."""

from flows.pages import template as t
from flows.pages.records import RelatedFilm
from flows.pages.walk import Walk

# The lines of one item: a letter a line, provider, synopsis, year (see writer.py).
_Item = tuple[str, str | None, str | None, str | None]


def read_list(walk: Walk, index: int, list_kind: str) -> int:
    """Read from the line behind the heading and give the line behind the section.

    Items stand in one block. After one stray empty line the list goes on, flagged; after
    anything else the heading of what follows may be lost, and nothing more is taken.
    """
    end = walk.lines.next_heading(index)
    is_first = is_list = True
    while (behind := walk.skip_empty(index, end)) < end:
        stop = walk.block_end(behind, end)
        if not is_first and is_list:
            is_list = behind - index == 1 and _has_item(walk.texts, behind, stop)
        if is_list:
            if behind - index > is_first:
                walk.flag("unexpected_empty_line", index)
            stop = _read_block(walk, behind, stop, list_kind)
        elif walk.is_stray_heading(behind):
            return behind
        else:
            walk.leave_out(behind, stop)
        if stop < end and walk.texts[stop] != "":
            return stop
        index, is_first = stop, False
    return behind


def opens_complete_item(texts: list[str], index: int, stop: int) -> bool:
    """Say whether an item with a closing line begins at a line."""
    return _complete_item(texts, index, stop) is not None


def has_dated_item(walk: Walk) -> bool:
    """Say whether an item with a year stands anywhere on the page.

    Without a year any three lines that say the same would be one.
    """
    index, end = 0, len(walk.texts)
    while index < end:
        stop = walk.block_end(index, end)
        items = (_complete_item(walk.texts, i, stop) for i in range(index, stop))
        if any(item and item[3] for item in items):
            return True
        index = stop + 1
    return False


def _has_item(texts: list[str], index: int, stop: int) -> bool:
    return any(
        _complete_item(texts, i, stop) or _open_item(texts, i, stop) for i in range(index, stop)
    )


def _read_block(walk: Walk, index: int, stop: int, list_kind: str) -> int:
    """Read the items of a block and give its end, or the stray heading that ends it."""
    texts, unexplained = walk.texts, index
    while index < stop:
        item = _complete_item(texts, index, stop)
        if item is None and walk.is_stray_heading(index):
            walk.leave_out(unexplained, index)
            walk.flag("missing_empty_line", index)
            return index
        item = item or _open_item(texts, index, stop)
        if item is None:
            index += 1
            continue
        if unexplained < index:
            walk.leave_out(unexplained, index)
        _take(walk, index, item, list_kind)
        index = unexplained = index + len(item[0])
    walk.leave_out(unexplained, stop)
    return stop


def _take(walk: Walk, index: int, item: _Item, list_kind: str) -> None:
    layout, provider, synopsis, year_text = item
    position = walk.list_positions.get(list_kind, 0) + 1
    walk.list_positions[list_kind] = position
    last = index + len(layout) - 1
    title = walk.texts[index]
    walk.layout.append("i" + layout)
    if layout[-1] == "C":
        walk.has_proof_of_template = True
    else:
        walk.flag("item_without_closing_line", index, last)
    if (provider is not None and t.is_doubtful_provider(provider, title)) or (
        synopsis in t.PROVIDERS and synopsis != title
    ):
        walk.flag("ambiguous_provider", index, last)
    walk.related_films.append(
        RelatedFilm(
            list_kind, position, title, provider, synopsis, year_text, *walk.span(index, last)
        )
    )


def _complete_item(texts: list[str], index: int, stop: int) -> _Item | None:
    """Give the first of the forms T T S C, T P T S C, T T C, T P T C that fits."""
    title, room = texts[index], stop - index
    if room < 3:
        return None
    second, third = texts[index + 1], texts[index + 2]
    fourth = texts[index + 3] if room > 3 else None
    if second == title and (year := _closing_year(fourth, third, title)) is not None:
        return "TTSC", None, third, year or None
    if third == title:
        fifth = texts[index + 4] if room > 4 else None
        if (year := _closing_year(fifth, fourth, title)) is not None:
            return "TPTSC", second, fourth, year or None
    if second == title and (year := t.closing_year(third, title)) is not None:
        return "TTC", None, None, year or None
    if third == title and fourth is not None:
        year = t.closing_year(fourth, title)
        return None if year is None else ("TPTC", second, None, year or None)
    return None


def _closing_year(line: str | None, synopsis: str | None, title: str) -> str | None:
    """Give the year of a line that closes an item whose synopsis is the line before.

    Where the line before is itself "title year" the item ended there: what follows is the
    first line of another film, or the closing line once more.
    """
    year = None if line is None else t.closing_year(line, title)
    if year is None or synopsis is None or t.closing_year(synopsis, title):
        return None
    return year


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
    if behind == stop or texts[behind] in texts[behind + 1 : min(behind + 3, stop)]:
        return layout, provider, None, None
    return layout + "S", provider, texts[behind], None
