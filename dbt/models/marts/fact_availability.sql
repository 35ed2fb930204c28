with mentions as (
    select * from {{ ref('int_mentions') }}
    where similar_film_key <> 'unknown'
),

observations as (
    select * from {{ ref('stg_observations') }}
),

shown as (
    select distinct
        mentions.similar_film_key as film_key,
        mentions.provider_key,
        observations.observation_key,
        observations.captured_at
    from mentions
    inner join observations on mentions.page_key = observations.page_key
),

films as (
    select
        film_key,
        max(captured_at) as last_mentioned_at
    from shown
    group by film_key
),

final as (
    select
        shown.film_key,
        shown.provider_key,
        cast(count(*) as integer) as observation_count,
        max(shown.captured_at) = max(films.last_mentioned_at) as is_current,
        min(shown.captured_at) as first_seen_at,
        max(shown.captured_at) as last_seen_at,
        cast(null as timestamp) as not_seen_at
    from shown
    inner join films on shown.film_key = films.film_key
    where shown.provider_key <> 'unknown'
    group by shown.film_key, shown.provider_key
)

select * from final
