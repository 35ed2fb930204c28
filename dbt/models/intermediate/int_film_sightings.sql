with about as (
    select
        film_key,
        page_key,
        first_observed_at,
        last_observed_at
    from {{ ref('int_pages') }}
    where
        film_key <> 'unknown'
        and {{ touched('film_key', 'int_touched_known_films') }}
),

mentioned as (
    select
        similar_film_key as film_key,
        page_key,
        first_observed_at,
        last_observed_at
    from {{ ref('int_mentions') }}
    where
        similar_film_key <> 'unknown'
        and {{ touched('similar_film_key', 'int_touched_known_films') }}
),

final as (
    select * from about
    union all
    select * from mentioned
)

select * from final
