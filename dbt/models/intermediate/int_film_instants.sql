with pages as (
    select * from {{ ref('int_pages') }}
    where
        status <> 'quarantined'
        and film_key <> 'unknown'
        and {{ touched('film_key', 'int_touched_films') }}
),

observations as (
    select * from {{ ref('stg_observations') }}
),

instants as (
    select
        pages.film_key,
        observations.captured_at as observed_at,
        max(pages.page_key) as page_key
    from observations
    inner join pages on observations.page_key = pages.page_key
    group by pages.film_key, observations.captured_at
),

final as (
    select
        film_key,
        observed_at,
        lead(observed_at) over (
            partition by film_key
            order by observed_at
        ) as next_observed_at,
        page_key,
        row_number() over (
            partition by film_key
            order by observed_at
        ) as instant_number
    from instants
)

select * from final
