"""Films over the years: a row a film while titles can be read, a pile of marks a year beyond."""

from typing import Any

import altair as alt
import polars as pl

from dashboards.charts import Drawn, Palette, coloured, tooltip

MOST_NAMED = 24  # films whose titles can still be read beside their marks
_ROW, _MARK, _TALLEST = 21, 14, 420  # pixels
_ROOM = 2  # years before the first and after the last


def timeline(rows: pl.DataFrame, palette: Palette) -> Drawn:
    """Draw a mark a film at its release year, a diamond where its tone is `this`.

    rows: film_key, title, release_year, plays, tone, place in the order of time and place_in_year
    of each film; those without a year are left out. The selection `film` is a click on a mark.
    """
    dated = rows.filter(pl.col("release_year").is_not_null())
    return _named(dated, palette) if dated.height <= MOST_NAMED else _piled(dated, palette)


def _named(rows: pl.DataFrame, palette: Palette) -> Drawn:
    """Write the title beside its mark, towards the middle, where there is room."""
    base = _films(rows).encode(y=alt.Y("place:O", axis=None))
    first, last = _years(rows)
    words: dict[str, Any] = {
        "fontSize": 12,
        "color": palette.ink,
        "limit": 230,
        "cursor": "pointer",
    }
    is_early = alt.datum.release_year <= (first + last) / 2
    early = base.transform_filter(is_early).mark_text(align="left", dx=10, **words)
    late = base.transform_filter(~is_early).mark_text(align="right", dx=-10, **words)
    titles = (early.encode(text="title:N"), late.encode(text="title:N"))
    return alt.layer(_marked(base, 110, palette), *titles).properties(
        height=_ROW * rows.height + 40
    )


def _piled(rows: pl.DataFrame, palette: Palette) -> Drawn:
    """Pile up the marks of a year."""
    highest = int(rows["place_in_year"].max() or 1)  # type: ignore[arg-type]  # our questions give numbers
    scale = alt.Scale(domain=[0, highest + 1], nice=False)
    base = _films(rows).encode(y=alt.Y("place_in_year:Q", axis=None, scale=scale))
    return _marked(base, 70, palette).properties(height=min(_MARK * highest + 60, _TALLEST))


def _films(rows: pl.DataFrame) -> alt.Chart:
    first, last = _years(rows)
    scale = alt.Scale(domain=[first - _ROOM, last + _ROOM], nice=False)
    axis = alt.Axis(
        format="d", tickMinStep=1, tickCount=8, labelOverlap="greedy", labelSeparation=8
    )
    return alt.Chart(rows).encode(
        x=alt.X("release_year:Q", title="year of release", scale=scale, axis=axis),
        tooltip=tooltip("title", "release_year", "plays"),
    )


def _marked(base: alt.Chart, size: int, palette: Palette) -> Drawn:
    shapes = alt.Scale(domain=["this", "other", "unknown"], range=["diamond", "circle", "circle"])
    marks = base.mark_point(filled=True, size=size, opacity=1, cursor="pointer").encode(
        color=coloured("tone", palette), shape=alt.Shape("tone:N", scale=shapes, legend=None)
    )
    clicked = alt.selection_point(name="film", fields=["film_key"], on="click", empty=False)
    return marks.add_params(clicked)


def _years(rows: pl.DataFrame) -> tuple[int, int]:
    first, last = rows["release_year"].min(), rows["release_year"].max()
    return int(first), int(last)  # type: ignore[arg-type]  # our questions give numbers
