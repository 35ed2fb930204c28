with related_films as (
    select
        related_films.*,
        pages.first_observed_at,
        pages.last_observed_at
    from {{ ref('stg_related_films') }} as related_films
    inner join {{ ref('int_pages') }} as pages
        on related_films.page_key = pages.page_key
    where related_films.provider_key <> 'unknown'
),

providers as (
    select
        related_films.provider_key,
        related_films.provider as name,
        count(distinct nullif(related_films.similar_film_key, 'unknown')) as film_count,
        min(related_films.first_observed_at) as first_seen_at,
        max(related_films.last_observed_at) as last_seen_at
    from related_films
    group by related_films.provider_key, related_films.provider
),

final as (
    select
        provider_key,
        name,
        cast(film_count as integer) as film_count,
        first_seen_at,
        last_seen_at
    from providers
    union all
    select
        'unknown' as provider_key,
        'unknown' as name,
        0 as film_count,
        {{ never_seen() }}
)

select * from final
