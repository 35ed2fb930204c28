"""One film: facts, cast, neighbours, reviews, history, and the lines where it all stands."""

from typing import Any

import streamlit as st

from dashboards import charts, data, graph, show
from dashboards.evidence import show_evidence
from dashboards.search import choose, chosen, search, walk_to

NEIGHBOURS = (
    "Left: the films that list it. Right: the films that it lists; a whole line where they list it "
    "too, sand where no page of their own is known. A click on a film walks on to it."
)
FLAGS = {
    "synthetic_sequence": "the date is a position",
    "missing": "no date",
    "as_stated": "",
}


def titled(sought: str) -> Any:
    """Find films by their titles."""
    return data.ask("search_titles", sought=sought)


def facts(film: dict[str, Any]) -> None:
    """Say what the film's page says of it, or that it has none."""
    providers = data.ask("film_providers", film_key=film["film_key"])
    now = providers.filter(providers["is_seen_now"])["provider"].to_list()
    show.html('<h2 class="fh-finding">{}</h2>', show.dated(film))
    if not film["has_page"]:
        show.note("Known only by mention: no page of its own was landed yet.")
    show.facts(
        {
            "Released": film["release_date_text"] or film["release_year"],
            "Certificate": film["certificate"],
            "Rating": film["rating_text"],
            "Streams on": ", ".join(now) or "none seen",
            "Listed by": show.counted(film["mention_count"], "page"),
            "Reviews": f"{film['review_count']:,}",
            "Seen": f"{film['first_seen_at']:%Y-%m-%d} to {film['last_seen_at']:%Y-%m-%d}",
            "Synopsis": film["synopsis"],
        }
    )


def evidence(film_key: str) -> None:
    """Show for any fact the lines of the page that say it."""
    found = data.ask("film_facts", film_key=film_key).rows(named=True)
    show.finding("Evidence", "Choose a fact, and read it where the page says it.")
    place = st.selectbox(
        "Fact", range(len(found)), key=f"fact-{film_key}",
        format_func=lambda at: f"{found[at]['fact']}: {show.short(found[at]['words'])}",
    )  # fmt: skip
    if place is not None:
        fact = found[place]
        key = [part for part in (fact["key_1"], fact["key_2"], fact["key_3"]) if part]
        show_evidence(fact["table_name"], key, fact["column_name"])


def neighbours(film: dict[str, Any]) -> None:
    """Draw which films it lists and which list it; a click on one walks on."""
    rows = data.ask("film_neighbours", film_key=film["film_key"])
    show.finding("Neighbours in the lists of related films", NEIGHBOURS)
    if show.missing(rows, "No page lists this film, and it lists none."):
        return

    def walk() -> None:
        if clicked := st.session_state.graph.selection.walk:
            walk_to("film", clicked[0]["film_key"])

    drawn = graph.neighbours(rows, show.dated(film), show.palette())
    show.chart(drawn, rows, key="graph", on_select=walk, selection_mode="walk")
    choose("film", "Walk on to", rows, show.dated, "walk_on")


def cast(film_key: str) -> None:
    """List who plays whom; a click on one opens the person."""
    rows = data.ask("film_cast", film_key=film_key)
    show.finding("Cast", "In the order of the page. A click on a row opens the person.")
    if not show.missing(rows, "The page names no cast."):
        show.people(rows, key=f"cast-{film_key}")


def reviews(film: dict[str, Any]) -> None:
    """Show the reviews in the order of the page, each with what it is worth."""
    rows = data.ask("film_reviews", film_key=film["film_key"])
    show.finding("Reviews")
    if rows.height < film["review_count"]:
        show.note(f"The first {rows.height:,} of {film['review_count']:,}.")
    if rows.is_empty():
        show.nothing("Nobody has reviewed it on a page yet.")
    for one in rows.iter_rows(named=True):
        show.review(one["author"], one["claimed_date_text"], one["review_text"], flags(one))


def flags(review: dict[str, Any]) -> list[str]:
    """Say what a reader must know of a review."""
    said = {
        FLAGS[review["claimed_date_basis"]]: True,
        f"stock text under {review['boilerplate_film_count']} films": review["is_boilerplate"],
        "near copies elsewhere": review["near_duplicate_count"] and not review["is_boilerplate"],
        "suspicious author": review["has_suspicious_author"],
        "on an earlier page": not review["is_on_current_page"],
    }
    return [words for words, holds in said.items() if words and holds]


def history(film_key: str) -> None:
    """Show how the rating and the lists were, capture by capture."""
    left, right = st.columns(2, gap="large")
    with left:
        rows = data.ask("film_ratings", film_key=film_key)
        show.finding("Rating, as observed")
        if not show.missing(rows, "No capture of a page shows a rating."):
            drawn = charts.steps(rows, "observed_at", "rating", "rating, out of 10", show.palette())
            show.chart(drawn, rows)
    with right:
        rows = data.ask("film_list_changes", film_key=film_key)
        show.finding("Its lists, then and now", "What left comes first. A click opens the film.")
        if not show.missing(rows, "No page of this film lists others."):
            show.films(rows, key=f"lists-{film_key}")


def tell(film_key: str) -> None:
    """Tell all that is known of a film."""
    film = data.first("film", film_key=film_key)
    if not film:
        show.nothing("No film has this address. Search for a title above.")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        facts(film)
    with right:
        neighbours(film)
    left, right = st.columns(2, gap="large")
    with left:
        cast(film_key)
    with right:
        evidence(film_key)
    history(film_key)
    reviews(film)


show.page("Film", "Search as you type; letter case and accents do not matter.")
search("film", "title", titled, show.dated)
if here := chosen("film"):
    tell(here)
else:
    show.finding("Well known films", "Those that most other films' pages list. A click opens one.")
    show.films(data.ask("well_known_films"), key="well_known")
