-- What history says is current of a film against its row, both ways.
with history as (
    select
        film_key,
        title,
        page_key,
        byte_start
    from {{ ref('dim_film_history') }}
    where
        is_current
        and {{ touched('film_key', 'int_touched_films') }}
),

today as (
    select
        film_key,
        title,
        page_key,
        byte_start
    from {{ ref('dim_film') }}
    where
        has_page
        and {{ touched('film_key', 'int_touched_films') }}
)

{{ differences('history', 'today', ['film_key', 'title', 'page_key', 'byte_start']) }}
