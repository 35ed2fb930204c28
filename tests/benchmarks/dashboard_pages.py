"""The bytes of made-up pages, packed as landed ones are, so that evidence costs what it costs.

They say what the marts say; but only heads, from title to synopsis, stand where the marts point.
"""

import duckdb
import polars as pl

from flows.settings import Settings
from flows.store import write_named

TEXTS = """
    create temp table page_text as
    with casts as (
        select n, string_agg(name || ' as  Somebody', chr(10)) as words
        from credit inner join person using (i)
        group by n
    ),

    lists as (
        select
            link.n,
            string_agg(
                concat(title, chr(10), title, chr(10), synopsis, chr(10), title, ' ', release_year),
                chr(10)
            ) as words
        from link inner join film on link.target = film.n
        group by link.n
    ),

    reviews as (
        select n, string_agg(concat(author, chr(10), review_text, '... more'), chr(10)) as words
        from review
        group by n
    )

    select
        page.page_key,
        encode(concat_ws(chr(10), head, casts.words, lists.words, reviews.words)) as page_bytes,
        octet_length(page_bytes) as byte_count
    from page
    left join casts using (n)
    left join lists using (n)
    left join reviews using (n)
"""


def write_packs(database: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Write the pages into packs of a home."""
    pages: pl.DataFrame = database.execute("select * from page_text").pl()
    for pack in pages.iter_slices(settings.pages_per_pack):
        write_named(pack, settings.packs)
