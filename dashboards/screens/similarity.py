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
        f"To be quick only {asked:,} of the {known:,} films with a page are asked, those with the "
        "smallest keys: keys are hashes, so that is as good as drawn by lot."
    )


def drawn(found: dict[str, int]) -> str:
    """Say in a heading that a figure is of drawn films; nothing where it is of all."""
    asked = found["films_asked"]
    return "" if asked == found["films_with_page"] else f" of {asked:,} drawn films"


def most_linked() -> None:
    """Show the films that the most pages list."""
    rows = data.ask("most_linked_films")
    if show.missing(rows, "No current page lists a film.", "The most linked films"):
        return
    first, leaders = show.this(rows), rows.filter(rows["tone"] == "this").height
    pages = show.counted(first["pages"], "page")
    words = (
        f"{first['film']} is listed by {pages}, more than any other film"
        if leaders == 1
        else f"No film is listed by more than {pages}"
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
    if show.missing(
        rows, "Every film that a page mentions has a page of its own.", "What to fetch next"
    ):
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
    if show.missing(
        rows, "No film with a page lists another film with a page.", "Links that are returned"
    ):
        return
    found = rows.row(0, named=True)
    show.finding(
        f"{found['links_returned']:,} of {found['links_sent']:,} links{drawn(found)} are returned",
        "A link is returned when the film that it leads to lists the first one, in either list. "
        f"Only links to films with a page, which alone could return them. {asked_of(found)}",
    )
    shown = rows.select("list", "answer", "links", "tone")
    show.chart(charts.shares(shown, ("list", "answer"), "links", "links", colours), shown)


def overlap() -> None:
    """Show how many films stand in both lists of a page."""
    rows = data.ask("lists_overlap")
    if show.missing(rows, "No current page lists a film.", "The two lists"):
        return
    found, both = rows.row(0, named=True), show.this(rows)["films"]
    stand = "stands" if both in {0, 1} else "stand"
    show.finding(
        f"{f'{both:,}' if both else 'None'} of {found['films_listed']:,} films in the lists"
        f"{drawn(found)} {stand} in both lists of a page",
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
