-- A film that was ever listed with a provider has a stretch of availability there.
with film_counts as (
    select
        provider_key,
        count(distinct film_key) as film_count
    from {{ ref('fact_availability') }}
    group by provider_key
),

seen as (
    select
        provider_key,
        min(first_observed_at) as first_seen_at,
        max(last_observed_at) as last_seen_at,
        min(provider) as name
    from {{ ref('int_mentions') }}
    where provider_key <> 'unknown'
    group by provider_key
),

final as (
    select
        seen.provider_key,
        seen.name,
        cast(coalesce(film_counts.film_count, 0) as integer) as film_count,
        seen.first_seen_at,
        seen.last_seen_at
    from seen
    left join film_counts on seen.provider_key = film_counts.provider_key
    union all
    select
        'unknown' as provider_key,
        'unknown' as name,
        0 as film_count,
        {{ never_seen() }}
)

select * from final
