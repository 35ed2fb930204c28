with films as (
    select * from {{ ref('stg_films') }}
    where
        rating is not null
        and {{ touched('page_key', 'int_touched_pages') }}
),

pages as (
    select * from {{ ref('int_pages') }}
),

instants as (
    select distinct
        page_key,
        captured_at
    from {{ ref('stg_observations') }}
),

final as (
    select
        pages.film_key,
        films.rating_text,
        films.rating,
        instants.captured_at as observed_at,
        {{ lineage('films') }}
    from films
    inner join pages on films.page_key = pages.page_key
    inner join instants on films.page_key = instants.page_key
)

select * from final
