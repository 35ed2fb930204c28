"""Which films stand in other films' lists, which of those to fetch, and how the lists agree."""

import streamlit as st

from dashboards import charts, data, show

colours = show.palette()


def asked_of(found: dict[str, int]) -> str:
    """Say of which films a figure is: of all with a page, or of as many as are quick to ask."""
    asked, known = found["films_asked"], found["films_with_page"]
    if asked == known:
        return f"Asked of all {known:,} films with a page."
    return (
        f"Asked of {asked:,} of the {known:,} films with a page, those with the smallest keys: "
        "keys are hashes, so that is as good as drawn by lot."
    )


def most_linked() -> None:
    """Show the films that the most pages list."""
    rows = data.ask("most_linked_films")
    if rows.is_empty():
        show.finding("The most linked films")
        show.nothing("No current page lists a film.")
        return
    first, leaders = show.this(rows), rows.filter(rows["tone"] == "this").height
    pages = show.counted(first["pages"], "page")
    words = (
        f"{first['film']} is listed by {pages}, more than any other film"
        if leaders == 1
        else f"No film is listed by more than {first['pages']:,} {pages}"
    )
    show.finding(
        words,
        "Crimson: the most listed; sand: a film without a page of its own. A click opens the film.",
    )
    drawn = charts.bars(rows, "film", "pages", "pages that list the film", colours, "tone")
    show.film_bars(drawn, rows, key="linked")


def to_fetch() -> None:
    """Show the films that no page is about yet, the most listed first."""
    rows = data.ask("films_without_page")
    if rows.is_empty():
        show.finding("What to fetch next")
        show.nothing("Every film that a page mentions has a page of its own.")
        return
    known = rows["films_without_page"][0]
    show.finding(
        f"{known:,} films are known only by mention: what to fetch next"
        if known > 1
        else "One film is known only by mention: it is what to fetch next",
        "The most listed first, at most 100. A click on a row opens the film.",
    )
    show.films(rows.drop("films_without_page"), key="fetch")


def reciprocity() -> None:
    """Show how many links lead back."""
    rows = data.ask("links_returned")
    if rows.is_empty():
        show.finding("Links that are returned")
        show.nothing("No film with a page lists another film with a page.")
        return
    found = rows.row(0, named=True)
    show.finding(
        f"{found['links_returned']:,} of {found['links_sent']:,} links are returned",
        "A link is returned when the film that it leads to lists the first one, in either list. "
        f"Only links to films with a page, which alone could return them. {asked_of(found)}",
    )
    shown = rows.select("list", "answer", "links", "tone")
    show.chart(charts.shares(shown, "list", "links", "answer", "links", colours), shown)


def overlap() -> None:
    """Show how many films stand in both lists of a page."""
    rows = data.ask("lists_overlap")
    if rows.is_empty():
        show.finding("The two lists")
        show.nothing("No current page lists a film.")
        return
    found, both = rows.row(0, named=True), show.this(rows)
    stand = "stands" if both["films"] == 1 else "stand"
    show.finding(
        f"{both['films']:,} of {found['films_listed']:,} listed films {stand} in both lists"
        if both["films"]
        else f"None of {found['films_listed']:,} listed films stands in both lists of its page",
        "A film counts once for every page that lists it. "
        f"What sets the lists apart the pages do not say. {asked_of(found)}",
    )
    shown = rows.select("stands", "films", "tone")
    show.chart(charts.bars(shown, "stands", "films", "films listed", colours, "tone"), shown)


show.page("Similarity", "Which films the pages' lists lead to, and how far the lists agree.")
left, right = st.columns(2, gap="large")
with left:
    most_linked()
with right:
    reciprocity()
    overlap()
to_fetch()
