"""Where films were seen to stream: now, by decade, and what is not seen any more."""

import polars as pl
import streamlit as st

from dashboards import charts, data, show

colours = show.palette()


def films_per_provider() -> None:
    """Show how many films each provider is shown with, and with how many none is."""
    rows = data.ask("providers_now")
    if show.missing(rows, "No film is known yet.", "Where films stream"):
        return
    most = rows.row(0, named=True)
    words = "No page shows a provider"
    if most["tone"] != "unknown":
        words = f"{most['provider']} is shown with {show.counted(most['films'], 'film')}, the most"
    show.finding(words, "As current pages show it; sand: films that no page shows a provider for.")
    show.chart(charts.bars(rows, "provider", "films", "films", colours, "tone"), rows)


def by_decade() -> None:
    """Show from which decades a provider's films are."""
    rows = data.ask("decades_by_provider")
    most = show.this(rows)
    words = (
        f"Most of one decade: {show.counted(most['films'], 'film')} of the {most['decade']}s "
        f"on {most['provider']}"
        if most
        else "Decades and providers"
    )
    show.finding(words, "Films shown now, by decade of release; at most twelve providers.")
    if show.missing(rows, "No page shows a provider for a film whose year is known."):
        return
    units = ("decade of release", "films")
    show.chart(charts.heat(rows, "decade", "provider", "films", units, colours), rows)


def ended() -> None:
    """Show what pages showed once and then did not."""
    rows = data.ask("ended_sightings")
    if show.missing(
        rows,
        "Whatever provider a page ever showed for a film, the newest look shows too.",
        "Not seen any more",
    ):
        return
    count = rows["stretches_ended"][0]
    times = "Once" if count == 1 else show.counted(count, "time")
    show.finding(
        f"{times} a later look did not show the provider any more",
        f"{caveat()} The newest sightings first, at most 100. A click on a row opens the film.",
    )
    show.films(rows.drop("stretches_ended"), key="ended")


def caveat() -> str:
    """Give the words of the caveat: not seen is not gone."""
    rows = data.ask("caveats").filter(pl.col("caveat_name") == "not_seen_is_not_gone")
    return str(rows["caveat_text"][0]) if rows.height else "Not seen is not gone."


show.page("Providers", "Where pages show films to stream, now and before.")
left, right = st.columns(2, gap="large")
with left:
    films_per_provider()
with right:
    by_decade()
ended()
