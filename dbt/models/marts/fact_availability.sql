with mentions as (
    select * from {{ ref('int_mentions') }}
    where
        similar_film_key <> 'unknown'
        and {{ touched('similar_film_key', 'int_touched_known_films') }}
),

observations as (
    select * from {{ ref('stg_observations') }}
),

-- A page shows a film on a provider once, where it first does.
places as (
    select
        similar_film_key as film_key,
        provider_key,
        page_key,
        min(line_number) as line_number,
        min(byte_start) as byte_start,
        min(byte_end) as byte_end
    from mentions
    group by similar_film_key, provider_key, page_key
),

shown as (
    select
        places.film_key,
        places.provider_key,
        observations.captured_at,
        count(*) as observation_count,
        max(places.page_key) as page_key
    from places
    inner join observations on places.page_key = observations.page_key
    group by
        places.film_key,
        places.provider_key,
        observations.captured_at
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

shown_instants as (
    select
        shown.*,
        instants.instant_number,
        instants.next_captured_at
    from shown
    inner join instants
        on
            shown.film_key = instants.film_key
            and shown.captured_at = instants.captured_at
    where shown.provider_key <> 'unknown'
),

numbered as (
    select
        *,
        {{ stretch_number(['film_key', 'provider_key']) }} as stretch_number
    from shown_instants
),

stretches as (
    select
        film_key,
        provider_key,
        sum(observation_count) as observation_count,
        min(captured_at) as first_seen_at,
        max(captured_at) as last_seen_at,
        max(next_captured_at) as not_seen_at,
        max(case when next_captured_at is null then 1 else 0 end) = 1 as is_current,
        max_by(page_key, captured_at) as page_key
    from numbered
    group by film_key, provider_key, stretch_number
),

final as (
    select
        stretches.film_key,
        stretches.provider_key,
        cast(stretches.observation_count as integer) as observation_count,
        stretches.is_current,
        stretches.first_seen_at,
        stretches.last_seen_at,
        case
            when not stretches.is_current then stretches.not_seen_at
        end as not_seen_at,
        {{ lineage('places') }}
    from stretches
    inner join places
        on
            stretches.film_key = places.film_key
            and stretches.provider_key = places.provider_key
            and stretches.page_key = places.page_key
)

select * from final
order by film_key
