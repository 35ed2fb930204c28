"""What pages are put together from. Text of pages goes through these and is only ever text.

Nothing here renders Markdown or unescaped HTML: `Markup.format` escapes whatever is not ours.
"""

from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import streamlit as st
from markupsafe import Markup

from dashboards import charts, data

STYLES = Path(__file__).parent / "look.css"
SIGNS = {"good": "✓", "bad": "✗", "odd": "!", "plain": ""}


class Tile(NamedTuple):
    """A figure with its name, a word on it, and its state: good, bad, odd or plain."""

    name: str
    figure: Any
    note: str = ""
    state: str = "plain"


def palette() -> charts.Palette:
    """Give the colours of the theme that the reader chose."""
    return charts.DARK if st.context.theme.type == "dark" else charts.LIGHT


def styles() -> None:
    """Load the look, and the theme's colours under the names that it uses."""
    names = palette()._asdict().items()
    colours = "".join(f"--fh-{name}:{colour};" for name, colour in names)
    st.html(f"<style>:root{{{colours}}}{STYLES.read_text('utf-8')}</style>")


def html(template: str, *values: Any, **named: Any) -> None:
    """Show HTML of ours with values in it, each escaped unless it is Markup itself."""
    st.html(Markup(template).format(*values, **named))  # noqa: S704 (templates are literals of ours)


def page(title: str, lead: str) -> None:
    """Begin a page: its name and one sentence on what it answers."""
    html('<h1 class="fh-title">{}</h1><p class="fh-lead">{}</p>', title, lead)


def finding(words: str, note: str = "") -> None:
    """Head a part of a page with what is to be seen there."""
    html(
        '<h2 class="fh-finding">{}</h2>{}', words, Markup("<p>{}</p>").format(note) if note else ""
    )


def note(words: str) -> None:
    """Say a sentence below a part."""
    html('<p class="fh-note">{}</p>', words)


def nothing(words: str) -> None:
    """Say in one sentence why there is nothing to see, and what to do."""
    html('<p class="fh-nothing" role="status">{}</p>', words)


def freshness() -> None:
    """Say when the tables were last brought up to date, and whether that is as promised."""
    fresh = data.told("freshness")
    if at := moment(fresh.get("up_to_date_at")):
        kept = "✓ fresh" if fresh.get("is_fresh") else "✗ stale"
        note(f"{kept}: up to date at {at}, promised every {fresh.get('promised_hours')} hours.")


def moment(told: Any) -> str | None:
    """Give a time of STATUS.json as it is read aloud."""
    return f"{told.replace('T', ' ')} UTC" if isinstance(told, str) else None


def banner(sign: str, words: str) -> None:
    """Say above a page what every reader must know."""
    html('<p class="fh-banner" role="alert"><b>{}</b> {}</p>', sign, words)


def missing(rows: pl.DataFrame, words: str, heading: str = "") -> bool:
    """Say where there are no rows, below a heading, why; give whether that was so."""
    if not rows.is_empty():
        return False
    if heading:
        finding(heading)
    nothing(words)
    return True


def tiles(found: list[Tile]) -> None:
    """Show figures side by side, all of one size; a state has its sign and its word too."""
    html('<dl class="fh-tiles">{}</dl>', Markup().join(map(_tile, found)))


def _tile(one: Tile) -> Markup:
    figure = f"{one.figure:,}" if isinstance(one.figure, int) else one.figure
    return Markup(
        '<div class="fh-tile fh-{}"><dt>{}</dt><dd>{} {}</dd><dd class="fh-small">{}</dd></div>'
    ).format(one.state, one.name, SIGNS[one.state], "–" if figure is None else figure, one.note)


def chart(drawn: Any, rows: pl.DataFrame, **named: Any) -> Any:
    """Show a chart and, folded below it, the same as a table; give what was selected in it."""
    if missing(rows, "There is nothing to draw yet."):
        return None
    styled = charts.styled(drawn, palette())
    selected = st.altair_chart(styled, theme=None, width="stretch", **named)
    with st.expander("The same as a table"):
        table(rows)
    return selected


def table(rows: pl.DataFrame, **named: Any) -> Any:
    """Show rows as they are, column names in words."""
    shown = rows.drop([name for name in rows.columns if name.endswith("_key")] + _hidden(rows))
    config = {name: _column(name, kind) for name, kind in shown.schema.items()}
    return st.dataframe(
        shown, hide_index=True, width="stretch", column_config=config, placeholder="–", **named
    )


def this(rows: pl.DataFrame) -> dict[str, Any]:
    """Give the first row whose tone is `this`: what a title is about; empty if there is none."""
    return next(rows.filter(pl.col("tone") == "this").iter_rows(named=True), {})


def films(rows: pl.DataFrame, key: str) -> None:
    """Show rows with a film_key; a click on one opens its film."""
    selected = table(rows, key=key, on_select="rerun", selection_mode="single-row")
    if chosen := selected.selection.rows:
        open_film(rows["film_key"][chosen[0]])


def people(rows: pl.DataFrame, key: str) -> None:
    """Show rows with a person_key; a click on one opens the person."""
    selected = table(rows, key=key, on_select="rerun", selection_mode="single-row")
    if chosen := selected.selection.rows:
        person = {"person": rows["person_key"][chosen[0]]}
        st.switch_page("screens/people.py", query_params=person)


def facts(found: dict[str, Any]) -> None:
    """Show facts with their names; what the page does not say is left out."""
    said = [(name, fact) for name, fact in found.items() if fact not in {None, ""}]
    rows = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(*one) for one in said)
    html('<dl class="fh-facts">{}</dl>', rows)


def review(author: str, date_text: str | None, text: str | None, flags: list[str]) -> None:
    """Show a review: who, the date that the page claims, the words, and what they are worth."""
    marks = Markup().join(Markup('<span class="fh-flag">{}</span>').format(one) for one in flags)
    html(
        '<article class="fh-review"><header><b>{}</b> {}{}</header><p>{}</p></article>',
        author, date_text or "", marks, text or "",
    )  # fmt: skip


def dated(film: dict[str, Any]) -> str:
    """Give a film's title with its year."""
    year = film["release_year"]
    return f"{film['title']} ({year})" if year else str(film["title"])


def short(text: str, length: int = 70) -> str:
    """Give the beginning of a text that is to stand in one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def counted(number: int, noun: str) -> str:
    """Give a number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def open_film(film_key: str) -> None:
    """Go to the page of a film."""
    st.switch_page("screens/film.py", query_params={"film": film_key})


def film_bars(drawn: Any, rows: pl.DataFrame, key: str) -> None:
    """Show bars of rows with a film_key; a click on a bar, or on its row below, opens the film."""
    styled = charts.styled(charts.pickable(drawn, "film_key"), palette())
    event = st.altair_chart(styled, theme=None, width="stretch", key=key, on_select="rerun")
    with st.expander("The same as a table"):
        films(rows, f"{key}_rows")
    if picked := event.selection.get("picked"):
        open_film(picked[0]["film_key"])


def caveats(rows: pl.DataFrame) -> None:
    """Show what a reader must know: of how many rows, where, and the words."""
    items = (
        Markup("<dt><b>{:,}</b> <span>{}</span></dt><dd>{}</dd>").format(
            one["affected_row_count"], one["stands_at"], one["caveat_text"]
        )
        for one in rows.iter_rows(named=True)
    )
    html('<dl class="fh-caveats">{}</dl>', Markup().join(items))


def _column(name: str, kind: pl.DataType) -> Any:
    """Name a column in words; times without seconds, days without times."""
    words = name.replace("_", " ")
    if kind == pl.Date:
        return st.column_config.DateColumn(words, format="YYYY-MM-DD")
    if kind == pl.Datetime:
        return st.column_config.DatetimeColumn(words, format="YYYY-MM-DD HH:mm")
    return st.column_config.Column(words)


def _hidden(rows: pl.DataFrame) -> list[str]:
    return [name for name in ("tone",) if name in rows.columns]
