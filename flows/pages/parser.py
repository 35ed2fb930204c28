"""How to walk a film page: bytes in, records out; the rules stand in docs/page-template.md.

It never raises on content. What the template does not explain becomes a Defect; a page that
shows nothing of the template, or is no text, is quarantined with the reason.
"""

from flows.pages import lines
from flows.pages import template as t
from flows.pages.about import read_about
from flows.pages.head import is_head_line, read_head
from flows.pages.lists import has_dated_item, read_list
from flows.pages.quotations import find_quotations
from flows.pages.records import Defect, Page
from flows.pages.reviews import ReviewReader
from flows.pages.walk import Walk

_HEADING_TOKENS = {
    t.TAB_BAR: "b",
    t.SIMILAR_HEADING: "1",
    t.ALSO_HEADING: "2",
    t.REVIEWS_HEADING: "3",
}


def read_page(raw: bytes) -> Page:
    """Read the raw bytes of one page. Pure: the same bytes give the same records."""
    found = lines.split(raw)
    if found is None:
        return _quarantined(raw, lines.unreadable(raw))
    if beyond := lines.beyond_limits(raw, found):
        return _quarantined(raw, beyond)
    walk = Walk(found)
    _flag_characters(walk, raw)
    _read_sections(walk, read_head(walk))
    if beyond := _too_many(walk, raw):
        return _quarantined(raw, beyond)
    if not (walk.has_proof_of_template or _shows_template(walk)):
        return _quarantined(raw, lines.unrecognised(raw))
    page = _page(walk)
    return page._replace(quotations=find_quotations(raw, page))


def _flag_characters(walk: Walk, raw: bytes) -> None:
    """Flag other line ends than the page's own, and the first line that may hide something."""
    found = walk.lines
    if found.mixed:
        walk.flag("mixed_line_ends", found.mixed[0], found.mixed[-1])
    at = t.suspicious_place(raw, found.bytes_before[0])
    if at >= 0:
        walk.flag("suspicious_character", raw.count(found.line_end.encode(), 0, at))


def _too_many(walk: Walk, raw: bytes) -> Defect | None:
    for records in (walk.credits, walk.related_films, walk.reviews):
        if len(records) > t.MOST_RECORDS:
            return lines.too_many_records(raw, records[t.MOST_RECORDS].byte_start)
    return None


def _shows_template(walk: Walk) -> bool:
    """Say whether one of the template's marks stands anywhere, be it out of place."""
    texts = walk.texts
    if any(line == t.TAB_BAR or is_head_line(line) for line in texts):
        return True
    dates = [i for i, line in enumerate(texts) if t.has_review_date_form(line)]
    openings = (i for i in dates if i and texts[i - 1] != "" and texts[i + 1 : i + 2] == [""])
    if next(openings, len(texts)) < max(walk.lines.mores, default=0):
        return True
    return has_dated_item(walk)


def _read_sections(walk: Walk, index: int) -> None:
    end, reviews = len(walk.texts), ReviewReader(walk)
    if index < end and walk.texts[index] not in t.HEADINGS:
        walk.flag("missing_tab_bar", index)
        index = read_about(walk, index)
    while (index := walk.skip_empty(index, end)) < end:
        heading = walk.texts[index]
        walk.layout.append(_HEADING_TOKENS[heading])
        index = _read_section(walk, reviews, heading, index + 1)


def _read_section(walk: Walk, reviews: ReviewReader, heading: str, index: int) -> int:
    if index < len(walk.texts) and walk.texts[index] != "":
        walk.flag("missing_empty_line", index)
    if heading == t.TAB_BAR:
        walk.has_proof_of_template = True
        return read_about(walk, index)
    if heading == t.REVIEWS_HEADING:
        return reviews.read(index)
    return read_list(walk, index, t.LIST_KINDS[heading])


def _page(walk: Walk) -> Page:
    return Page(
        quarantine_reason=None,
        line_count=len(walk.texts) - (walk.texts[-1] == ""),
        line_end=walk.lines.line_end,
        has_byte_order_mark=walk.lines.has_byte_order_mark,
        has_lost_line_ends=walk.lines.has_lost_ends,
        layout="".join(walk.layout),
        film=walk.film,
        credits=tuple(walk.credits),
        related_films=tuple(walk.related_films),
        reviews=tuple(walk.reviews),
        defects=tuple(walk.defects),
    )


def _quarantined(raw: bytes, defect: Defect) -> Page:
    return Page(
        quarantine_reason=defect.defect_kind,
        line_count=lines.count_lines(raw),
        line_end="\n",
        has_byte_order_mark=False,
        has_lost_line_ends=False,
        layout="",
        film=None,
        credits=(),
        related_films=(),
        reviews=(),
        defects=(defect,),
    )
