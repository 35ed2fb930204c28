with related_films as (
    select * from {{ ref('stg_related_films') }}
    where provider_key <> 'unknown'
),

pages as (
    select * from {{ ref('int_pages') }}
),

providers as (
    select
        related_films.provider_key,
        related_films.provider as name,
        count(distinct nullif(related_films.similar_film_key, 'unknown')) as film_count
    from related_films
    inner join pages on related_films.page_key = pages.page_key
    group by related_films.provider_key, related_films.provider
),

final as (
    select
        provider_key,
        name,
        cast(film_count as integer) as film_count
    from providers
    union all
    select
        'unknown' as provider_key,
        'unknown' as name,
        0 as film_count
)

select * from final
