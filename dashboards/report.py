"""The overview in the report of a run: what the new generation holds, and what has changed.

Charts are those of the pages, drawn once as SVG; no text of pages is in them, so that a report
can be sent, and need not be found again when something is to be forgotten.
"""

import re
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import vl_convert
from markupsafe import Markup

from dashboards import charts
from dashboards.charts import LIGHT
from flows import query
from flows.changes import Changes, changes
from flows.errors import FilmhouseError
from flows.questions import sql_of
from flows.report import Chart, Overview, Tile
from flows.settings import Settings

_WIDTH = 380  # pixels of a chart without its axes; a narrow window shrinks it
_PADDING = {"left": 4, "top": 8, "right": 28, "bottom": 8}
_TAGS = {"svg", "g", "defs", "clipPath", "path", "rect", "line", "text"}
_ATTRIBUTES = {
    "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "d", "transform", "id",
    "clip-path", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-miterlimit",
    "opacity", "fill-opacity", "stroke-opacity", "text-anchor", "font-size",
}  # fmt: skip
_LOCAL = re.compile(r"url\(#(\w+)\)")


def overview(settings: Settings, before: Path | None) -> Overview:
    """Tell what serves in figures and charts, and how it differs from the generation before."""
    with query.connect(settings) as database:
        return Overview(_tiles(database), _charts(database), *_changes(settings, before))


def ask(database: query.Connection, question: str) -> pl.DataFrame:
    """Answer a question from queries/."""
    return query.table(database, sql_of(question), {})


def _tiles(database: query.Connection) -> list[Tile]:
    counts = ask(database, "counts").row(0, named=True)
    return [
        Tile("Films", counts["films"], f"{counts['films_with_page']:,} with a page of their own"),
        Tile("People", counts["people"], "as credited, after judgements"),
        Tile("Reviews", counts["reviews"], f"{counts['trusted_reviews']:,} of them trusted"),
        Tile("Links", counts["links"], "from a film to a related one"),
        Tile(
            "Pages", counts["pages"],
            f"{counts['quarantined_pages']:,} quarantined, {counts['pages_with_defects']:,} "
            "with defects",
        ),
    ]  # fmt: skip


def _charts(database: query.Connection) -> list[Chart]:
    return [_ratings(database), _decades(database), _providers(database)]


def _ratings(database: query.Connection) -> Chart:
    rows = ask(database, "ratings")
    most = rows.filter(tone="this")["rating_from"].to_list()
    words = f"{most[0]} point something is the commonest rating" if len(most) == 1 else "Ratings"
    units = ("rating, out of 10", "films")
    drawn = charts.columns(rows, "rating_from", "films", units, LIGHT, "tone")
    return _chart("ratings", words, "Films with a page, by their rating rounded down.", drawn, rows)


def _decades(database: query.Connection) -> Chart:
    rows = ask(database, "films_by_decade")
    note = "Pale: known only by mention on other films' pages."
    units = ("decade of release", "films")
    drawn = charts.columns(rows, "decade", "films", units, LIGHT, "tone")
    return _chart("decades", "When the films are from", note, drawn, rows)


def _providers(database: query.Connection) -> Chart:
    rows = ask(database, "films_with_provider")
    note = "Films of which current pages show a provider, earlier pages did, or none ever did."
    drawn = charts.bars(rows, "provider", "films", "films", LIGHT, "tone")
    return _chart("providers", "How many films are seen to stream", note, drawn, rows)


def _chart(name: str, words: str, note: str, drawn: charts.Drawn, rows: pl.DataFrame) -> Chart:
    shown = rows.drop("tone")
    columns = tuple(one.replace("_", " ") for one in shown.columns)
    return Chart(words, note, picture(name, drawn), columns, shown.rows())


def picture(name: str, drawn: charts.Drawn) -> Markup:
    """Draw a chart as SVG that can stand in a page: shapes and words, and nothing else.

    Whatever could act or load is left out, whoever made it; the name keeps its ids its own.
    """
    spec = charts.styled(drawn, LIGHT).properties(width=_WIDTH, padding=_PADDING).to_dict()
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))  # noqa: S314 (drawn here)
    _strip(root, name)
    root.attrib |= {"role": "img", "aria-label": "The chart; the table below it says the same."}
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 (stripped above)


def _strip(element: ElementTree.Element, name: str) -> None:
    element.tag = element.tag.rpartition("}")[2]
    element.attrib = {
        key: _named(name, key, value)
        for key, value in element.attrib.items()
        if key in _ATTRIBUTES and ("url" not in value or _LOCAL.fullmatch(value))
    }
    for child in list(element):
        if child.tag.rpartition("}")[2] in _TAGS and child.get("display") != "none":
            _strip(child, name)
        else:
            element.remove(child)


def _named(name: str, key: str, value: str) -> str:
    """Make an id, or what refers to one, the chart's own."""
    return f"{name}-{value}" if key == "id" else _LOCAL.sub(rf"url(#{name}-\1)", value)


def _changes(settings: Settings, before: Path | None) -> tuple[str, Changes | None]:
    """Give in a sentence what is compared with what, and how they differ."""
    if before is None:
        return "Nothing served before.", None
    behind = settings.current.resolve()
    if before == behind:
        return "All rows were made anew from the same pages; there is nothing to compare.", None
    if not before.exists():
        return "The generation that served before is not kept; there is nothing to compare.", None
    try:
        return f"Compared with generation {before.stem[:12]}.", changes(settings, before, behind)
    except FilmhouseError:
        return f"Generation {before.stem[:12]} served before; it cannot be compared with.", None
