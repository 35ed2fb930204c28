"""How much there is, how good it is, and how fresh."""

import streamlit as st

from dashboards import charts, data, show
from dashboards.show import Tile

MEASURES = {
    "failed_critical": "Critical checks failed",
    "failed_warning": "Warnings",
    "quarantined": "Pages quarantined",
    "with_defects": "Pages with defects",
    "dates_are_positions": "Review dates that are positions",
    "stock_texts": "Stock reviews",
}

show.page("Overview", "What the film pages say, how much of it there is, and how far to trust it.")
counts, checks = data.first("counts"), data.first("check_counts")
colours = show.palette()

show.tiles(
    [
        Tile("Films", counts["films"], f"{counts['films_with_page']:,} with a page of their own"),
        Tile("People", counts["people"], "as credited, after judgements"),
        Tile("Reviews", counts["reviews"], f"{counts['trusted_reviews']:,} of them trusted"),
        Tile("Links", counts["links"], "from a film to a related one"),
        Tile("Pages", counts["pages"], "distinct by their bytes"),
    ]
)

show.finding(f"{checks['passed']:,} of {checks['checks']:,} checks of the last audit passed")
show.freshness()
show.tiles(
    [
        Tile(MEASURES[one["measure"]], one["found"], f"of {one['of_all']:,}", one["state"])
        for one in data.ask("quality_measures").iter_rows(named=True)
    ]
)

left, right = st.columns(2, gap="large")
with left:
    rows = data.ask("ratings")
    most = show.this(rows)
    words = (
        f"Ratings of {most['rating_from']} point something are the most common"
        if most
        else "Ratings"
    )
    show.finding(words, "Films with a page, by their rating rounded down.")
    units = ("rating, out of 10", "films")
    show.chart(charts.columns(rows, "rating_from", "films", units, colours, "tone"), rows)
with right:
    rows = data.ask("films_by_decade")
    show.finding("When the films are from", "Sand: known only by mention on other films' pages.")
    units = ("decade of release", "films")
    show.chart(charts.columns(rows, "decade", "films", units, colours, "tone"), rows)

left, right = st.columns(2, gap="large")
with left:
    rows = data.ask("providers_now")
    show.finding("Where films stream", "As current pages show it; sand: no page shows a provider.")
    show.chart(charts.bars(rows, "provider", "films", "films", colours, "tone"), rows)
with right:
    show.finding("What the guide rates highest", "A click on a row opens the film.")
    show.films(data.ask("best_rated_films"), key="best")
