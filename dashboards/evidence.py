"""The lines of a page that a fact stands in, with its words marked: what `explain` says, drawn."""

from itertools import islice
from pathlib import Path

from markupsafe import Markup

from dashboards import data, show
from flows.errors import FilmhouseError
from flows.explain import Quote, explain

LINES_SHOWN = 40
_CAPTURES_SHOWN = 3


def show_evidence(table: str, key: list[str], column: str | None = None) -> None:
    """Show where the row of a table stands in a page; with a column, that one's words alone."""
    try:
        shown = data.shown()
        place = Path(shown.path) if shown else None
        (found, *_), _ = explain(data.settings(), table, key, place, with_sources=False)
    except FilmhouseError as error:
        show.nothing(f"The page cannot be quoted. {error}")
        return
    if not found.quotes:
        show.nothing("No page says this: it was derived from other rows.")
    for quote in found.quotes:
        _show(quote._replace(texts=(str(found.row[column]),)) if column else quote)


def _show(quote: Quote) -> None:
    captures = Markup("<br>").join(
        Markup("captured {} UTC: {}, {}").format(f"{at:%Y-%m-%d %H:%M}", source, origin)
        for source, origin, at in quote.captures[:_CAPTURES_SHOWN]
    )
    show.html('<p class="fh-note">Page {}<br>{}</p>', quote.page_key, captures)
    if not quote.passage.text:
        show.nothing("The page was too large to keep: only its hash is there.")
        return
    numbered = enumerate(_marked(quote).split("\n"), quote.line_number)
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(number, line)
        for number, line in islice(numbered, LINES_SHOWN)
    )
    show.html('<table class="fh-lines"><caption>Lines of the page</caption>{}</table>', rows)


def _marked(quote: Quote) -> Markup:
    """Give the lines as HTML, marks closed and opened again at every line end."""
    text, last, marked = quote.passage.text, 0, Markup("")
    for first, behind in quote.marks():
        lines = text[first:behind].split("\n")
        marked += text[last:first]
        marked += Markup("\n").join(Markup("<mark>{}</mark>").format(line) for line in lines)
        last = behind
    return marked + text[last:]
