with observations as (
    select * from {{ ref('stg_observations') }}
    where {{ touched('page_key', 'int_touched_pages') }}
),

pages as (
    select * from {{ ref('int_pages') }}
),

final as (
    select
        observations.observation_key,
        observations.page_key,
        pages.film_key,
        observations.source_name,
        observations.origin,
        observations.captured_at,
        observations.landed_at
    from observations
    inner join pages on observations.page_key = pages.page_key
)

select * from final
