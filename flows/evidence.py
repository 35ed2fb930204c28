"""An explanation for a person at the terminal: values, quotes with the value marked, sources.

Text of pages is data here, as everywhere: control characters are spelled out.
"""

from itertools import islice

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.explain import ROWS_SHOWN, Derivation, Explanation, Quote, Row
from flows.marts import Mart
from flows.terminal import OUT, counted, plain

_CAPTURES_SHOWN = 3
_LINES_SHOWN = 12
_LONGEST_LINE = 400  # characters; of a longer one what is marked, with its surroundings
_SURROUNDINGS = 90
_OPEN, _CLOSE = "⟦", "⟧"
_MARK, _HEAD, _DIM = "bold magenta", "bold", "dim"


def show_explanations(explanations: list[Explanation], row_count: int) -> None:
    """Print explanations, one below the other."""
    for explanation in explanations:
        _show(explanation)
    if row_count > len(explanations):
        OUT.print(Text(f"{ROWS_SHOWN} of {row_count:,} rows; give more of the key.", _DIM))


def _show(explanation: Explanation) -> None:
    table = explanation.table
    OUT.print(Text.assemble((table.name, _HEAD), f"  {_sentence(table.grain)}"))
    OUT.print(_values(explanation.row))
    for quote in explanation.quotes:
        OUT.print()
        _show_quote(quote)
    for derivation in explanation.derivations:
        OUT.print()
        _show_derivation(derivation)
    OUT.print()


def _sentence(text: str) -> str:
    return text.split(". ", maxsplit=1)[0].rstrip(".") + "."


def _values(row: Row) -> Padding:
    """Give a row's values, one a line; a long one is cut, for its quote has it whole."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=max(map(len, row)))
    table.add_column(no_wrap=True, overflow="ellipsis")
    for name, value in row.items():
        shown = Text("–", _DIM) if value is None else plain(value)
        table.add_row(Text(name, _DIM), shown)
    return Padding(table, (0, 0, 0, 2), expand=False)


def _show_quote(quote: Quote) -> None:
    OUT.print(Text.assemble(("Quoted from page ", _HEAD), quote.page_key), soft_wrap=True)
    OUT.print(Text(f"  template version {quote.template_version}", _DIM))
    for source, origin, at in quote.captures[:_CAPTURES_SHOWN]:
        words = f"captured {at:%Y-%m-%d %H:%M:%S} UTC"
        place = Text.assemble((f"  {words}  ", _DIM), plain(source), ", ", plain(origin))
        OUT.print(place, soft_wrap=True)
    if (more := len(quote.captures) - _CAPTURES_SHOWN) > 0:
        OUT.print(Text(f"  and {counted(more, 'more capture')}", _DIM))
    if not quote.passage.text:
        OUT.print(Text("  The page was too large to keep: only its hash is there.", _DIM))
        return
    OUT.print(_lines(quote))


def _lines(quote: Quote) -> Padding:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style=_DIM, no_wrap=True)
    table.add_column(overflow="fold")
    lines = _marked(quote).split("\n", allow_blank=True)
    for number, line in enumerate(islice(lines, _LINES_SHOWN), quote.line_number):
        table.add_row(f"{number} │", _shortened(line))
    if len(lines) > _LINES_SHOWN:
        table.add_row("… │", Text(f"{counted(len(lines) - _LINES_SHOWN, 'more line')}", _DIM))
    return Padding(table, (0, 0, 0, 2))


def _marked(quote: Quote) -> Text:
    """Give the lines with the row's texts marked."""
    text = quote.passage.text
    marked, last = Text(), 0
    for first, behind in quote.marks():
        marked.append(text[last:first])
        marked.append(f"{_OPEN}{text[first:behind]}{_CLOSE}", _MARK)
        last = behind
    return marked.append(text[last:])


def _shortened(line: Text) -> Text:
    """Cut a long line to what is marked in it; spell out what would steer the terminal."""
    if len(line) > _LONGEST_LINE:
        spans = [span for span in line.spans if span.style == _MARK]
        first = max(0, min((span.start for span in spans), default=0) - _SURROUNDINGS)
        last = min(len(line), first + _LONGEST_LINE)
        cut = line[first:last]
        line = Text.assemble("…" * (first > 0), cut, "…" * (last < len(line)))
    safe = Text()
    for piece in line.divide(sorted({edge for s in line.spans for edge in (s.start, s.end)})):
        style = _MARK if any(span.style == _MARK for span in piece.spans) else ""
        safe.append(plain(piece.plain).plain, style)
    return safe


def _show_derivation(derivation: Derivation) -> None:
    columns = ", ".join(derivation.source.columns) or "The row"
    name, count = derivation.table.name, counted(derivation.row_count, "row")
    OUT.print(Text.assemble((columns, _HEAD), f" from {count} of ", (name, _HEAD)))
    for column, rule in derivation.rules.items():
        OUT.print(Padding(Text.assemble((f"{column}: ", _DIM), rule), (0, 0, 0, 2), expand=False))
    for row in derivation.rows:
        OUT.print(Padding(_summary(derivation.table, row), (0, 0, 0, 2)))
    if derivation.row_count > len(derivation.rows):
        OUT.print(Text("  …", _DIM))


def _summary(table: Mart, row: Row) -> Text:
    """Give a row's key and quoted texts in one line."""
    key = " ".join(str(row[name]) for name in table.key)
    texts = [plain(row[name]).plain for name in table.quotes if row[name] is not None]
    line = Text.assemble("· ", plain(key), *((f"  {text}", _DIM) for text in texts[:2]))
    line.truncate(max(20, OUT.width - 2), overflow="ellipsis")
    return line
