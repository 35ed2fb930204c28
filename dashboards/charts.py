"""Charts in one style, for pages and for the report of a run: a table in, an Altair chart out.

Colours have meanings: crimson is "this", teal the rest, sand what is unknown. Texts of pages are
data here, never expressions.
"""

from typing import Any, NamedTuple

import altair as alt
import polars as pl

SANS = "Source Sans, system-ui, sans-serif"
Drawn = Any  # an Altair chart or layers of charts, which its types do not tell apart
BAR_HEIGHT = 22  # pixels, with the gap
AXIS_HEIGHT = 46  # pixels, of the axis below with its title


class Palette(NamedTuple):
    """The colours of a theme."""

    paper: str
    ink: str
    quiet: str
    line: str
    this: str
    other: str
    unknown: str


LIGHT = Palette("#FBF9F6", "#231F20", "#5F5753", "#DDD5CA", "#A4243B", "#2B6777", "#B9B1A6")
DARK = Palette("#1B1819", "#F0EBE5", "#B5ADA6", "#453E3C", "#EE8496", "#6FB3C4", "#8A8279")


def bars(rows: pl.DataFrame, name: str, value: str, unit: str, palette: Palette,
         tone: str | None = None) -> Drawn:  # fmt: skip
    """Draw a horizontal bar a row, in the rows' order, its value at its end.

    tone: a column that says `this`, `other` or `unknown` of each row; without one all are `other`.
    """
    base = alt.Chart(rows).encode(
        y=alt.Y(f"{name}:N", sort=None, title=None, axis=alt.Axis(labelLimit=190)),
        x=alt.X(f"{value}:Q", title=unit, axis=alt.Axis(tickMinStep=1, tickCount=6, grid=True)),
        tooltip=tooltip(name, value),
    )
    marks = base.mark_bar(cornerRadiusEnd=2).encode(color=coloured(tone, palette))
    ends = base.mark_text(align="left", dx=4, color=palette.ink, fontSize=12).encode(
        text=alt.Text(f"{value}:Q", format=",~r")
    )
    return (marks + ends).properties(height=BAR_HEIGHT * max(1, rows.height) + AXIS_HEIGHT)


def columns(rows: pl.DataFrame, name: str, value: str, units: tuple[str, str], palette: Palette,
            tone: str | None = None, height: int = 230) -> Drawn:  # fmt: skip
    """Draw a column a row, in the rows' order; units name both axes, the columns' first.

    tone: as for bars; rows of one name and several tones are stacked.
    """
    return (
        alt.Chart(rows)
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            x=alt.X(f"{name}:O", sort=None, title=units[0], axis=_turned(rows, name)),
            y=alt.Y(f"{value}:Q", title=units[1], axis=alt.Axis(tickMinStep=1)),
            color=coloured(tone, palette),
            tooltip=tooltip(name, value, *([tone] if tone else [])),
        )
        .properties(height=height)
    )


def heat(rows: pl.DataFrame, across: str, down: str, value: str, units: tuple[str, str],
         palette: Palette) -> Drawn:  # fmt: skip
    """Draw a field a row, the darker the more, its value in it; units name the axis and the value.

    Names stand in the rows' order, numbers in their own.
    """
    order: Any = "ascending" if rows[across].dtype.is_numeric() else None
    base = alt.Chart(rows).encode(
        x=alt.X(
            f"{across}:O",
            sort=order,
            title=units[0],
            axis=alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=5),
        ),
        y=alt.Y(f"{down}:N", sort=None, title=None, axis=alt.Axis(labelLimit=190)),
        tooltip=tooltip(across, down, value),
    )
    strength = alt.Color(
        f"{value}:Q", title=units[1], legend=None,
        scale=alt.Scale(range=[palette.line, palette.other], type="sqrt",
                        interpolate="rgb"),
    )  # fmt: skip
    share = 2 if palette.ink < palette.paper else 4  # from where on the other ink is read better
    most = float(rows[value].max() or 0)  # type: ignore[arg-type]  # our questions give numbers
    ink = alt.condition(
        alt.datum[value] > most / share, alt.value(palette.paper), alt.value(palette.ink)
    )
    fields = base.mark_rect(cornerRadius=2, stroke=palette.paper, strokeWidth=2)
    numbers = base.mark_text(fontSize=12 if most < 1000 else 10).encode(
        text=f"{value}:Q", color=ink
    )
    field_count = rows[down].n_unique()
    return (fields.encode(color=strength) + numbers).properties(
        height=28 * max(1, field_count) + AXIS_HEIGHT
    )


def steps(rows: pl.DataFrame, at: str, value: str, unit: str, palette: Palette) -> Drawn:
    """Draw a value over time as it was observed: a line with a point an observation."""
    tenths = alt.Axis(format=".1f", tickCount=4)
    base = alt.Chart(rows).encode(
        x=alt.X(f"{at}:T", title="observed", axis=alt.Axis(format="%d %b %Y", tickCount=5)),
        y=alt.Y(f"{value}:Q", title=unit, scale=alt.Scale(zero=False, padding=12), axis=tenths),
        tooltip=tooltip(at, value),
    )
    line = base.mark_line(interpolate="step-after", color=palette.other, strokeWidth=2)
    return (line + base.mark_point(filled=True, size=70, color=palette.this)).properties(height=190)


def strip(rows: pl.DataFrame, across: str, down: str, unit: str,
          palette: Palette) -> Drawn:  # fmt: skip
    """Draw a field a row with its `sign` in it, coloured by its `tone`; unit names what is across.

    What else stands in the row is told where a pointer rests.
    """
    dark = min(palette.ink, palette.paper)  # of two #RRGGBB so far apart the smaller is the darker
    inks = {"this": palette.paper, "other": palette.ink, "unknown": dark}
    inked = rows.with_columns(ink=pl.col("tone").replace_strict(inks))
    base = alt.Chart(inked).encode(
        x=alt.X(f"{across}:O", title=unit, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y(f"{down}:N", sort=None, title=None, axis=alt.Axis(labelLimit=190)),
        tooltip=tooltip(*(name for name in rows.columns if name not in {"sign", "tone"})),
    )
    quiet = alt.condition(alt.datum.tone == "other", alt.value(0.2), alt.value(1))
    fields = base.mark_rect(cornerRadius=2, stroke=palette.paper, strokeWidth=2)
    signs = base.mark_text(fontSize=13).encode(text="sign:N", color=alt.Color("ink:N", scale=None))
    drawn: Drawn = fields.encode(color=coloured("tone", palette), opacity=quiet) + signs
    return drawn.properties(height=BAR_HEIGHT * max(1, rows[down].n_unique()) + AXIS_HEIGHT)


def shares(rows: pl.DataFrame, names: tuple[str, str], value: str, unit: str,
           palette: Palette) -> Drawn:  # fmt: skip
    """Draw a horizontal bar made of parts, told in words below it; names: of a bar, of a part.

    Coloured by the rows' `tone`.
    """
    name, part = names
    down = alt.Y(f"{name}:N", sort=None, title=None, axis=alt.Axis(labelLimit=190))
    across = alt.X(f"{value}:Q", title=unit, axis=alt.Axis(tickMinStep=1, tickCount=6))
    marks = (
        alt.Chart(rows.with_row_index("place"))
        .mark_bar(height=BAR_HEIGHT - 4, stroke=palette.paper)
        .encode(y=down, x=across, order="place:Q", color=coloured("tone", palette),
                tooltip=tooltip(name, part, value))
    )  # fmt: skip
    counts = pl.col(value).map_elements("{:,}".format, pl.String)
    told = rows.select(name, pl.format("{} {}", counts, part).alias("words"))
    told = told.group_by(name, maintain_order=True).agg(pl.col("words").str.join(", "))
    words = alt.Chart(told).mark_text(align="left", dy=20, dx=2, fontSize=12, color=palette.ink)
    drawn: Drawn = marks + words.encode(y=down, x=alt.datum(0), text="words:N")
    return drawn.properties(height=3 * BAR_HEIGHT * told.height + AXIS_HEIGHT)


def pickable(chart: Drawn, column: str) -> Drawn:
    """Let a reader pick a mark of a chart's first layer; `picked` then tells its column."""
    chart.layer[0].mark.cursor = "pointer"
    picked = alt.selection_point("picked", fields=[column], on="click", empty=False)
    return chart.add_params(picked)


def styled(chart: Drawn, palette: Palette) -> Drawn:
    """Give a chart its fonts and colours; what stands around the marks stays quiet."""
    words: dict[str, Any] = {
        "labelColor": palette.quiet,
        "titleColor": palette.quiet,
        "labelFont": SANS,
        "titleFont": SANS,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return (
        chart.configure(background=palette.paper, font=SANS, padding={"right": 28})
        .configure_axis(**words, gridColor=palette.line, domain=False, ticks=False, labelPadding=6)
        .configure_axisY(titleAlign="left", titleAnchor="start")
        .configure_legend(**words, orient="top", title=None, symbolType="square")
        .configure_view(stroke=None)
    )


def coloured(column: str | None, palette: Palette) -> Any:
    """Give the colour that a column of tones means; without one, that of most marks."""
    if column is None:
        return alt.value(palette.other)
    tones = {"this": palette.this, "other": palette.other, "unknown": palette.unknown}
    scale = alt.Scale(domain=list(tones), range=list(tones.values()))
    return alt.Color(f"{column}:N", scale=scale, legend=None)


def tooltip(*names: str) -> list[alt.Tooltip]:
    """Give what a mark says under the pointer: columns with their names in words."""
    return [alt.Tooltip(name, title=name.replace("_", " ")) for name in names]


def stacked(rows: pl.DataFrame, name: str, value: str, part: str, units: tuple[str, str],
            palette: Palette, height: int = 230) -> Drawn:  # fmt: skip
    """Draw a column a name, one part on another, with a legend that names the parts.

    The rows are in the order of names and, within one, of parts from below; their column `tone`
    says the colour of a part.
    """
    parts = rows.unique(part, keep="first", maintain_order=True)
    colours = [getattr(palette, tone) for tone in parts["tone"]]
    scale = alt.Scale(domain=parts[part].to_list(), range=colours)
    return (
        alt.Chart(rows.with_row_index("order_of_parts"))
        .mark_bar(stroke=palette.paper, strokeWidth=1)
        .encode(
            x=alt.X(f"{name}:O", sort=None, title=units[0], axis=_turned(rows, name)),
            y=alt.Y(f"{value}:Q", title=units[1], axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(f"{part}:N", scale=scale),
            order=alt.Order("order_of_parts:Q"),
            tooltip=tooltip(name, part, value),
        )
        .properties(height=height)
    )


def _turned(rows: pl.DataFrame, name: str) -> alt.Axis:
    """Turn the labels where many or long ones would overlap; of numbers some can be left out."""
    longest = max((len(str(one)) for one in rows[name]), default=0)
    if rows[name].dtype.is_integer():
        return alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=6)
    return alt.Axis(labelAngle=-45 if rows.height * longest > 70 else 0)
