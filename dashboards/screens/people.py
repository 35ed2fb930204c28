"""One person: films over the years, co-stars, names; or whom to look at first."""

from typing import Any

import streamlit as st

from dashboards import charts, data, show
from dashboards.search import chosen, search
from dashboards.show import Tile, counted
from dashboards.timeline import timeline

TO_JUDGE = (
    "Nobody joins two names but a human: a line in dbt/seeds/person_judgement.csv says what was "
    "judged, and the next run goes by it."
)


def named(sought: str) -> Any:
    """Find people by any of their names."""
    return data.ask("search_people", sought=sought)


def described(found: dict[str, Any]) -> str:
    """Give a name with what tells it from another: the form that was found, and the films."""
    form = f", credited as {found['found_as']}" if found["found_as"] else ""
    return f"{found['name']}{form} · {counted(found['films'], 'film')}"


def tell(person_key: str) -> None:
    """Tell all that is known of a person."""
    person = data.first("person", person_key=person_key)
    if not person:
        show.nothing("No person has this address. Search for a name above.")
        return
    co_stars = data.ask("co_stars", person_key=person_key)
    show.finding(person["name"])
    show.tiles(tiles(person, co_stars))
    films(person, person_key)
    left, right = st.columns(2, gap="large")
    with left:
        together(co_stars, person_key)
    with right:
        names(person, person_key)
    judgements(person_key)


def tiles(person: dict[str, Any], co_stars: Any) -> list[Tile]:
    """Say how much there is of a person."""
    years = dict.fromkeys(str(year) for year in (person["first_year"], person["last_year"]) if year)
    doubt = "long for one career: perhaps two people" if person["is_implausible"] else "of release"
    return [
        Tile("Films", person["films"], f"{person['current_films']:,} on today's pages"),
        Tile(
            "Years", "–".join(years) or None, doubt, "odd" if person["is_implausible"] else "plain"
        ),
        Tile("Billed first", person["billed_first"], "on today's pages"),
        Tile("Co-stars", co_stars["co_star_count"].first() or 0, "on today's pages"),
        Tile("Name forms", person["name_forms"], "spellings that pages print"),
    ]


def films(person: dict[str, Any], person_key: str) -> None:
    """Draw the films over the years; list them with a click to each."""
    rows = data.ask("filmography", person_key=person_key)
    if show.missing(rows, "No page of today credits this person; older captures did.", "Films"):
        return
    listed = rows.drop("place", "place_in_year")
    left, right = st.columns(2, gap="large")
    with left:
        in_films = counted(person["current_films"], "film")
        first = f"Billed first in {person['billed_first']:,} of {in_films}"
        undated = person["undated_films"]
        show.finding(
            first if person["billed_first"] else f"{in_films}, never billed first",
            "A diamond: billed first. A click on one opens the film.",
        )
        if undated:
            show.note(f"Not drawn, for want of a year: {counted(undated, 'film')}.")
        if undated < person["current_films"]:
            over_time(rows, listed, person_key)
    with right:
        show.finding("Filmography", "A click on a row opens the film.")
        if rows.height < person["current_films"]:
            show.note(f"The first {rows.height:,} in the order of time.")
        show.films(listed, key=f"films-{person_key}")


def over_time(rows: Any, listed: Any, person_key: str) -> None:
    """Draw the films over the years; a click on one opens it."""
    drawn = timeline(rows, show.palette())
    named = {"key": f"years-{person_key}", "on_select": "rerun", "selection_mode": "film"}
    if clicked := show.chart(drawn, listed, **named).selection.film:
        show.open_film(clicked[0]["film_key"])


def together(rows: Any, person_key: str) -> None:
    """List who else is in the films; a click on one opens the person."""
    if show.missing(rows, "No page of today names anybody beside this person.", "Co-stars"):
        return
    most = rows.row(0, named=True)
    several = most["films_together"] > 1
    films = f"up to {most['films_together']} films together" if several else "one film with each"
    show.finding(
        f"{counted(most['co_star_count'], 'co-star')}, {films}",
        "Those of most films first. A click on a row opens the person.",
    )
    show.people(rows.drop("co_star_count"), key=f"co-stars-{person_key}")


def names(person: dict[str, Any], person_key: str) -> None:
    """List the names, and why they belong together."""
    show.finding(
        "One name form" if person["name_forms"] == 1 else f"{person['name_forms']} name forms",
        "As credited: spellings of one name. Judged: a human said that both are one person.",
    )
    show.table(data.ask("name_forms", person_key=person_key))


def judgements(person_key: str) -> None:
    """Say which other names may be the person's."""
    rows = data.ask("judgements_of_person", person_key=person_key)
    show.finding("Other names that may be this person's", TO_JUDGE)
    if not show.missing(rows, "No page hints that another name is this person's."):
        show.films(rows, key=f"judgements-{person_key}")


def first_look() -> None:
    """Show whom to look at first, and which names wait for a judgement."""
    counts = data.first("people_counts")
    show.tiles(
        [
            Tile("People", counts["people"], "as credited, after judgements"),
            Tile("In several films", counts["in_several_films"]),
            Tile("With several name forms", counts["with_several_forms"]),
            Tile("Name forms judged", counts["judged_forms"], "joined by a human"),
            Tile("Pairs to judge", counts["waiting_pairs"], "may be one person"),
        ]
    )
    left, right = st.columns(2, gap="large")
    with left:
        show.finding("Who is in most films", "A click on a row opens the person.")
        rows = data.ask("most_credited_people")
        if not show.missing(rows, "No page credits anybody yet."):
            show.people(rows, key="most_credited")
    with right:
        how_many_films(counts)
    to_judge(counts["waiting_pairs"])


def how_many_films(counts: dict[str, Any]) -> None:
    """Draw in how many films people are."""
    rows = data.ask("people_by_film_count")
    if show.missing(rows, "No page credits anybody yet.", "Films a person"):
        return
    most = show.this(rows)
    films = f"{most['films']} film{'' if most['films'] == '1' else 's'}"
    show.finding(f"{most['people']:,} of {counts['people']:,} people are in {films}")
    units = ("films that credit the person", "people")
    show.chart(charts.columns(rows, "films", "people", units, show.palette(), "tone"), rows)


def to_judge(waiting: int) -> None:
    """List the pairs of names that may be one person's."""
    show.finding(f"{counted(waiting, 'pair')} of names may be one person's", TO_JUDGE)
    rows = data.ask("persons_to_judge")
    if not show.missing(rows, "No two names wait for a judgement."):
        show.people(rows, key="to_judge")


show.page("People", "Search as you type; letter case and accents do not matter.")
search("person", "name", named, described)
if here := chosen("person"):
    tell(here)
else:
    first_look()
