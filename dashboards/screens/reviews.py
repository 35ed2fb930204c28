"""What reviews are worth: their dates, their words, and who posts them."""

from typing import Any

import polars as pl
import streamlit as st

from dashboards import charts, data, show
from dashboards.show import Tile, counted

DATES = {
    "synthetic_sequence": ("Dates that are places", "odd"),
    "as_stated": ("Dates as stated", "plain"),
    "missing": ("Without a date", "plain"),
}
PLACES = (
    "Some pages date one review a day, in their own order, from the release on: such a date tells "
    "where a review stands, not when it was written."
)
PLACE = ("is a place on the page", "are places on the page")
STOCK = ("is a stock text", "are stock texts")
SUSPICIOUS = ("is suspicious", "are suspicious")
SUSPICIONS = {
    "only_stock_texts": "Names with nothing but stock texts",
    "shared_text": "Names that share a text with another",
}


def overall(counts: dict[str, Any]) -> None:
    """Say how many reviews there are, and how many are worth something."""
    show.tiles(
        [
            Tile("Reviews", counts["reviews"], "of a film, by author and text"),
            Tile("Trusted", counts["own_words"], "no stock texts"),
            Tile("Stock reviews", counts["stock_reviews"], "texts under several films"),
            Tile("Suspicious names", counts["suspicious_authors"], f"of {counts['authors']:,}"),
            Tile("Near copies", counts["near_copies"], "pairs of texts"),
        ]
    )


def dates(counts: dict[str, Any]) -> None:
    """Say what the claimed dates are worth."""
    show.finding(
        part(counts["positions"], counts["dated_reviews"], "review dates", PLACE),
        PLACES,
    )
    show.tiles(
        [
            Tile(name, one["reviews"], f"under {counted(one['films'], 'film')}", state)
            for one in data.ask("review_dates").iter_rows(named=True)
            for name, state in [DATES[one["claimed_date_basis"]]]
        ]
    )
    left, right = st.columns(2, gap="large")
    with left:
        by_place()
    with right:
        by_year()


def by_place() -> None:
    """Draw reviews by what is known of all: the place on the page."""
    rows = data.ask("reviews_by_position")
    show.finding("Reviews by place on the page", "What can be drawn where dates are places.")
    if show.missing(rows, "No page shows a review."):
        return
    units = ("place on the page", "reviews")
    drawn = charts.stacked(rows, "place_on_page", "reviews", "date", units, show.palette())
    show.chart(drawn, rows)


def by_year() -> None:
    """Draw those reviews over time that may have a date."""
    rows = data.ask("stated_dates_by_year")
    show.finding(
        "Reviews by year, dates as stated", "Nothing speaks against these; no proof either."
    )
    if show.missing(rows, "No review has a date that is more than a place."):
        return
    units = ("year of the claimed date", "reviews")
    show.chart(charts.columns(rows, "year", "reviews", units, show.palette()), rows)


def side_by_side() -> None:
    """Show naive and trusted numbers side by side."""
    rows = data.ask("naive_and_trusted")
    least = show.this(rows)
    if show.missing(rows, "The generation holds no trust summary.", "Naive and trusted numbers"):
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        show.finding(compared(least) if least else "Trusted numbers are as high as naive ones")
        drawn = charts.bars(
            rows, "metric", "percent", "trusted, % of naive", show.palette(), "tone"
        )
        show.chart(drawn, rows)
    with right:
        show.finding("Side by side", "In the order of the chart.")
        show.table(rows.select("naive", "trusted", "words"))


def part(some: int, of_all: int, nouns: str, said: tuple[str, str]) -> str:
    """Say of how many of all something holds, in the singular and in the plural."""
    return f"{some:,} of {of_all:,} {nouns} {said[some != 1]}"


def compared(metric: dict[str, Any]) -> str:
    """Give a metric's two numbers in words."""
    name = metric["metric"].capitalize()
    return f"{name}: {metric['naive']:,.0f} naive, {metric['trusted']:,.0f} trusted"


def stock_texts(counts: dict[str, Any]) -> None:
    """List the stock texts; show where the chosen one stands."""
    rows = data.ask("stock_texts")
    show.finding(
        part(counts["stock_reviews"], counts["reviews"], "reviews", STOCK),
        "The same words under several films say nothing about any of them.",
    )
    if show.missing(rows, "No text stands under several films."):
        return
    left, right = st.columns(2, gap="large")
    with left:
        chosen = choice("Stock text", rows, "text_key", "review_text")
    with right:
        stands = data.ask("stock_text_films", text_key=chosen["text_key"])
        show.html('<p class="fh-note">{}</p>', f"“{chosen['review_text']}”")
        show.note("Where it stands; a click on a row opens the film.")
        show.films(stands, key=f"stands-{chosen['text_key']}")


def authors(counts: dict[str, Any]) -> None:
    """List suspicious authors; show what the chosen one posted."""
    rows = data.ask("suspicious_authors")
    show.finding(
        part(counts["suspicious_authors"], counts["authors"], "author names", SUSPICIOUS),
        "A suspicion is no proof: two people may write the same three words.",
    )
    if show.missing(rows, "No name shares a text with another, or posts nothing but stock texts."):
        return
    show.tiles(
        [
            Tile(
                SUSPICIONS[one["suspicion_kind"]], one["authors"], counted(one["reviews"], "review")
            )
            for one in data.ask("suspicions").iter_rows(named=True)
        ]
    )
    left, right = st.columns(2, gap="large")
    with left:
        chosen = choice("Author", rows, "reviewer_key", "author")
    with right:
        posted = data.ask("reviews_of_author", reviewer_key=chosen["reviewer_key"])
        show.note("What the name posted; a click on a row opens the film.")
        show.films(posted, key=f"posted-{chosen['reviewer_key']}")


def choice(label: str, rows: pl.DataFrame, key: str, words: str) -> dict[str, Any]:
    """Offer rows in a table and by name, for mouse and keyboard; give the chosen one."""
    by_key = {one[key]: one for one in rows.iter_rows(named=True)}
    box, table = f"chosen-{key}", f"rows-{key}"

    def take() -> None:
        if picked := st.session_state[table].selection.rows:
            st.session_state[box] = rows[key][picked[0]]

    chosen = st.selectbox(
        label, list(by_key), key=box, format_func=lambda one: show.short(by_key[one][words])
    )
    show.table(rows, key=table, on_select=take, selection_mode="single-row")
    return by_key[chosen]


def near_copies(counts: dict[str, Any]) -> None:
    """List texts that are nearly the same."""
    rows = data.ask("near_copies")
    show.finding(
        f"{counted(counts['near_copies'], 'pair')} of texts nearly the same",
        "Under other films or names; a text that its author revised does not count.",
    )
    if not show.missing(rows, "No two texts are nearly the same."):
        show.films(rows, key="near_copies")


counts = data.first("review_counts")
show.page("Reviews", "What the reviews' dates and words are worth, and who posts them.")
if counts["reviews"]:
    overall(counts)
    dates(counts)
    side_by_side()
    stock_texts(counts)
    authors(counts)
    near_copies(counts)
else:
    show.nothing("No page shows a review yet.")
