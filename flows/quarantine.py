"""Pages that are in no table but dim_page: which, why, and the line that says so."""

from flows.query import Answer, ask, connect
from flows.settings import Settings

_QUARANTINED = """
    select
        dim_page.page_key,
        dim_page.quarantine_reason as reason,
        min(fact_defect.line_number) as line,
        arg_min(fact_defect.excerpt, fact_defect.byte_start) as excerpt,
        max(fact_observation.origin) as origin,
        max(fact_observation.captured_at) as captured_at
    from dim_page
    left join fact_defect on dim_page.page_key = fact_defect.page_key
    left join fact_observation on dim_page.page_key = fact_observation.page_key
    where dim_page.status = 'quarantined'
    group by all
    order by captured_at desc, dim_page.page_key
"""
_EXCERPT = 3


def quarantined(settings: Settings) -> Answer:
    """Give the quarantined pages of what serves, the newest first; excerpts spelled out.

    Raises:
        WrongUsage: nothing was published yet.
        StoreDamaged: the generation cannot be read.

    """
    with connect(settings) as database:
        columns, rows = ask(database, _QUARANTINED)
    return Answer(columns, [(*row[:_EXCERPT], repr(row[_EXCERPT] or ""), *row[4:]) for row in rows])
