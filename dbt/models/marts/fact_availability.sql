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

instants as (
    select
        film_key,
        captured_at,
        row_number() over (
            partition by film_key
            order by captured_at
        ) as instant_number,
        lead(captured_at) over (
            partition by film_key
            order by captured_at
        ) as next_captured_at
    from shown
    group by film_key, captured_at
),

provider_instants as (
    select
        film_key,
        provider_key,
        captured_at,
        count(*) as observation_count
    from shown
    where provider_key <> 'unknown'
    group by film_key, provider_key, captured_at
),

-- Within a stretch both numbers go up by one, so that their difference stays the same.
numbered as (
    select
        provider_instants.*,
        instants.instant_number - row_number() over (
            partition by provider_instants.film_key, provider_instants.provider_key
            order by provider_instants.captured_at
        ) as stretch_number
    from provider_instants
    inner join instants
        on
            provider_instants.film_key = instants.film_key
            and provider_instants.captured_at = instants.captured_at
),

stretches as (
    select
        film_key,
        provider_key,
        sum(observation_count) as observation_count,
        min(captured_at) as first_seen_at,
        max(captured_at) as last_seen_at
    from numbered
    group by film_key, provider_key, stretch_number
),

final as (
    select
        stretches.film_key,
        stretches.provider_key,
        cast(stretches.observation_count as integer) as observation_count,
        instants.next_captured_at is null as is_current,
        stretches.first_seen_at,
        stretches.last_seen_at,
        instants.next_captured_at as not_seen_at
    from stretches
    inner join instants
        on
            stretches.film_key = instants.film_key
            and stretches.last_seen_at = instants.captured_at
)

select * from final
