"""The first loader that comes to mind: page by page, row by row, INSERT into DuckDB.

It keeps rows as they are read: no archive, no spans, no history, no derived table.
"""

import sys
from pathlib import Path

import duckdb

from flows.pages.parser import read_page

TABLES = """
create table film (file varchar, title varchar, release_date varchar, rating varchar);
create table cast_member (file varchar, position int, name varchar, character varchar);
create table related_film (file varchar, list varchar, position int, title varchar,
    provider varchar, synopsis varchar, year varchar);
create table review (file varchar, position int, author varchar, dated varchar, words varchar);
"""


def load(inbox: Path, database: Path) -> None:
    connection = duckdb.connect(str(database))
    connection.execute(TABLES)
    for path in sorted(inbox.rglob("*.txt")):
        _insert(connection, f"{path.parent.name}/{path.name}", path.read_bytes())
    connection.close()


def _insert(connection: duckdb.DuckDBPyConnection, file: str, raw: bytes) -> None:
    page = read_page(raw)
    if page.film is None:
        return
    film = page.film
    connection.execute("begin")
    connection.execute(
        "insert into film values (?, ?, ?, ?)",
        [file, film.title, film.release_date_text, film.rating_text],
    )
    for credit in page.credits:
        connection.execute("insert into cast_member values (?, ?, ?, ?)", [file, *credit[:3]])
    for item in page.related_films:
        connection.execute(
            "insert into related_film values (?, ?, ?, ?, ?, ?, ?)", [file, *item[:6]]
        )
    for review in page.reviews:
        connection.execute("insert into review values (?, ?, ?, ?, ?)", [file, *review[:4]])
    connection.execute("commit")


if __name__ == "__main__":
    load(Path(sys.argv[1]), Path(sys.argv[2]))
