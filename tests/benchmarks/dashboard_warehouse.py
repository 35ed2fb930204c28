"""A published warehouse of any size with made-up films, to measure the dashboards on.

The tables, views and macros are those of a published generation, emptied; their rows are made by
SQL from numbers, so that the same size always gives the same rows. Films are numbered from 0,
those with a page first; what a number stands for is drawn with hash(). About 10 credits,
20 links and 10 reviews a page.
"""

import hashlib
from pathlib import Path

import duckdb

from flows.settings import Settings
from flows.status import write_status
from tests.benchmarks import dashboard_facts, dashboard_nouns, dashboard_pages
from tests.benchmarks import dashboard_words as words

LISTS = {
    "adjectives": words.ADJECTIVES.split(),
    "nouns": words.NOUNS.split(),
    "places": words.PLACES.split(),
    "first_names": words.FIRST_NAMES.split(),
    "last_names": words.LAST_NAMES.split(),
    "jobs": words.JOBS.split(),
    "providers": words.PROVIDERS,
    "certificates": words.CERTIFICATES,
    "defect_kinds": words.DEFECT_KINDS,
    "openings": words.lines(words.OPENINGS),
    "middles": words.lines(words.MIDDLES),
    "ends": words.lines(words.ENDS),
    "stock_texts": words.STOCK_TEXTS,
}
# share: a number from 0 to 1 drawn for a number; pick: a word drawn for it; said: a sentence.
MACROS = """
    create temp macro drawn(n, what) as cast(
        hash(xor(cast(n as ubigint), hash(what))) >> 1 as bigint
    );
    create temp macro share(n, what) as drawn(n, what) / pow(2, 63);
    create temp macro pick(words, n, what) as words[1 + drawn(n, what) % len(words)];
    create temp macro key_of(a, b) as md5(concat(a, chr(31), b));
    create temp macro said(sentence, n, what) as replace(
        replace(sentence, '{a}', lower(pick(getvariable('adjectives'), n, what || 'a'))),
        '{n}', lower(pick(getvariable('nouns'), n, what || 'n'))
    );
"""


def make(home: Path, films: int, like: Path) -> Path:
    """Publish a warehouse of as many films with a page; like: a generation with its tables."""
    settings = Settings(home, ())
    settings.generations.mkdir(parents=True)
    name = hashlib.sha256(f"{films} made-up films".encode()).hexdigest()
    path = settings.generations / f"{name}.duckdb"
    with duckdb.connect(str(path)) as database:
        _copy_tables(database, name, like)
        _fill(database, films)
        _count_caveats(database)
        dashboard_pages.write_packs(database, settings)
    path.chmod(0o444)
    settings.current.symlink_to(path.relative_to(settings.warehouse))
    write_status(settings)
    return path


def _copy_tables(database: duckdb.DuckDBPyConnection, name: str, like: Path) -> None:
    database.execute(f"attach '{like.resolve()}' as pattern (read_only)")
    database.execute(f'copy from database pattern to "{name}" (schema)')


def _fill(database: duckdb.DuckDBPyConnection, films: int) -> None:
    for word, values in LISTS.items():
        database.execute(f"set variable {word} = ?", [values])
    sizes = {"films": films, "all_films": films * 13 // 10, "persons": 2 * films,
             "reviewers": films * 3 // 2}  # fmt: skip
    for what, size in sizes.items():
        database.execute(f"set variable {what} = ?", [size])
    database.execute(MACROS)
    for statement in (*dashboard_nouns.STATEMENTS, *dashboard_facts.STATEMENTS):
        database.execute(statement)


def _count_caveats(database: duckdb.DuckDBPyConnection) -> None:
    """Take the caveats over, with the rows that they are about now."""
    columns = "caveat_name, caveat_text, table_name, column_name, predicate"
    for row in database.execute(f"select {columns} from pattern.caveat").fetchall():
        sql = f"select count(*) from {row[2]} where {row[4]}"
        found = database.execute(sql).fetchall()[0]
        database.execute("insert into caveat values (?, ?, ?, ?, ?, ?)", [*row, *found])
