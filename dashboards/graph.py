"""The neighbourhood of a film as a graph: on the left who lists it, on the right whom it lists."""

from typing import Any

import altair as alt
import polars as pl

from dashboards.charts import Drawn, Palette, coloured, tooltip

MOST_ON_A_SIDE = 14  # as many as the question film_neighbours gives
_ROW = 24  # pixels


def neighbours(rows: pl.DataFrame, title: str, palette: Palette) -> Drawn:
    """Draw a film between its neighbours; the selection `walk` is a click on one.

    rows: title, release_year, how, is_listed, is_mutual, place and side_count of each
    neighbour, tone for its colour. A line is whole where both list each other.
    """
    laid = _laid_out(rows)
    walk = alt.selection_point("walk", fields=["film_key"], on="click", empty=False)
    base = alt.Chart(laid).encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-2.1, 2.1])),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(reverse=True, padding=14)),
        tooltip=tooltip("title", "release_year", "how"),
    )
    mutual = alt.condition(alt.datum.is_mutual, alt.value([1, 0]), alt.value([4, 3]))
    lines = base.mark_rule(color=palette.line, strokeWidth=1.5)
    dots = base.mark_circle(size=110, opacity=1, cursor="pointer")
    return alt.layer(
        lines.encode(x2="to_x:Q", y2="to_y:Q", strokeDash=mutual),
        dots.encode(color=coloured("tone", palette)).add_params(walk),
        _names(base.transform_filter(alt.datum.is_listed), "left", palette),
        _names(base.transform_filter("!datum.is_listed"), "right", palette),
        _this(title, palette),
    ).properties(height=_ROW * _rows_high(rows) + 40)


def _rows_high(rows: pl.DataFrame) -> int:
    return min(MOST_ON_A_SIDE, max(rows["side_count"].to_list(), default=1))


def _laid_out(rows: pl.DataFrame) -> pl.DataFrame:
    """Place the neighbours of a side below each other, around the middle."""
    return rows.with_columns(
        x=pl.when("is_listed").then(1.0).otherwise(-1.0),
        y=pl.col("place") - (pl.min_horizontal("side_count", MOST_ON_A_SIDE) + 1) / 2,
        to_x=pl.lit(0.0),
        to_y=pl.lit(0.0),
    )


def _names(base: Any, align: str, palette: Palette) -> Any:
    away = 9 if align == "left" else -9
    return base.mark_text(
        align=align, dx=away, fontSize=12, color=palette.ink, limit=170, cursor="pointer"
    ).encode(text="title:N")


def _this(title: str, palette: Palette) -> Any:
    here = alt.Chart(pl.DataFrame({"x": [0.0], "y": [0.0], "title": [title]}))
    return here.mark_circle(size=240, opacity=1, color=palette.this).encode(
        x="x:Q", y="y:Q", tooltip=tooltip("title")
    )
