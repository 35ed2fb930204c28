"""How to walk a film page: bytes in, records out; the rules stand in docs/page-template.md.

It never raises on content. What the template does not explain becomes a Defect; a page that
shows nothing of the template, or is no text, is quarantined with the reason.
"""

from flows.pages import lines
from flows.pages import template as t
from flows.pages.about import read_about
from flows.pages.head import read_head
from flows.pages.lists import read_list
from flows.pages.records import Defect, Page
from flows.pages.reviews import read_reviews
from flows.pages.walk import Walk

_HEADING_TOKENS = {
    t.TAB_BAR: "b",
    t.SIMILAR_HEADING: "1",
    t.ALSO_HEADING: "2",
    t.REVIEWS_HEADING: "3",
}


def read_page(raw: bytes) -> Page:
    """Read the raw bytes of one page. Pure: the same bytes give the same records."""
    defect = lines.unreadable(raw)
    if defect:
        return _quarantined(raw, defect)
    walk = Walk(lines.split(raw))
    for index in walk.lines.mixed:
        walk.flag("mixed_line_ends", index)
    _read_sections(walk, read_head(walk))
    if not walk.has_proof_of_template:
        excerpt = walk.texts[0][: lines.EXCERPT_LENGTH]
        return _quarantined(raw, Defect("no_template_marks", excerpt, True, *walk.span(0, 0)))
    return _page(raw, walk)


def _read_sections(walk: Walk, index: int) -> None:
    if index < len(walk.texts) and walk.texts[index] not in t.HEADINGS:
        walk.flag("missing_tab_bar", index)
        index = read_about(walk, index)
    while index < len(walk.texts):
        heading = walk.texts[index]
        walk.layout.append(_HEADING_TOKENS[heading])
        index = _read_section(walk, heading, index + 1)


def _read_section(walk: Walk, heading: str, index: int) -> int:
    if heading == t.TAB_BAR:
        walk.has_proof_of_template = True
        return read_about(walk, index)
    if heading == t.REVIEWS_HEADING:
        return read_reviews(walk, index)
    return read_list(walk, index, t.LIST_KINDS[heading])


def _page(raw: bytes, walk: Walk) -> Page:
    return Page(
        quarantine_reason=None,
        line_count=lines.count_lines(raw),
        line_end=walk.lines.line_end,
        has_byte_order_mark=walk.lines.has_byte_order_mark,
        has_mixed_line_ends=bool(walk.lines.mixed),
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
        has_mixed_line_ends=False,
        layout="",
        film=None,
        credits=(),
        related_films=(),
        reviews=(),
        defects=(defect,),
    )
