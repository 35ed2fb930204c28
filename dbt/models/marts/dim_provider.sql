with related_films as (
    select * from {{ ref('stg_related_films') }}
    where provider_key <> 'unknown'
),

providers as (
    select
        provider_key,
        provider as name,
        count(distinct nullif(similar_film_key, 'unknown')) as film_count
    from related_films
    group by provider_key, provider
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
