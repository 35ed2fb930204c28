"""What a user would write instead: one script, pandas and SQLite, everything anew each time.

It keeps no archive, no spans and no history, and checks nothing.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from flows.pages.normal import boilerplate_form, normal_name
from flows.pages.parser import read_page

NOUNS = ("credits", "related_films", "reviews")
PLACE = ["captured_on", "film_title", "film_date"]


def load(inbox: Path, database: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {noun: [] for noun in ("films", *NOUNS)}
    for path in sorted(inbox.rglob("*.txt")):
        page = read_page(path.read_bytes())
        if page.film is None:
            continue
        place = (path.parent.name, page.film.title, page.film.release_date_text)
        known = dict(zip(PLACE, place, strict=True))
        rows["films"].append({**known, **page.film._asdict()})
        for noun in NOUNS:
            rows[noun].extend({**known, **one._asdict()} for one in getattr(page, noun))
    tables = {noun: pd.DataFrame(found) for noun, found in rows.items()}
    newest = tables["films"].groupby(PLACE[1:])["captured_on"].transform("max")
    films = tables["films"][tables["films"]["captured_on"] == newest]
    billed = tables["credits"]
    billed["person"] = billed["credited_name"].map(normal_name)
    casts = billed.merge(films[PLACE])
    lists = tables["related_films"].merge(films[PLACE])
    reviews = tables["reviews"].drop_duplicates([*PLACE[1:], "author", "review_text"])
    reviews = reviews.assign(form=[boilerplate_form(text)[0] for text in reviews["review_text"]])
    reviews["film_count"] = reviews.groupby("form")["film_title"].transform("nunique")
    persons = billed.groupby("person").agg(
        name=("credited_name", "min"), film_count=("film_title", "nunique")
    )
    with sqlite3.connect(database) as connection:
        films.to_sql("dim_film", connection, if_exists="replace")
        persons.to_sql("dim_person", connection, if_exists="replace")
        casts.to_sql("bridge_cast", connection, if_exists="replace")
        lists.to_sql("bridge_similar", connection, if_exists="replace")
        reviews.to_sql("fact_review", connection, if_exists="replace")


if __name__ == "__main__":
    load(Path(sys.argv[1]), Path(sys.argv[2]))
