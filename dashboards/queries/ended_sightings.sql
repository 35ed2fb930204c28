-- Which films did pages show with a provider once, and a later look without it?
with ended as (
    select
        film_key,
        provider_key,
        first_seen_at,
        last_seen_at,
        not_seen_at,
        count(*) over () as stretches_ended
    from fact_availability
    where not is_current
    order by last_seen_at desc, film_key asc, provider_key asc
    limit 100
),

shown as (
    select
        fact_availability.film_key,
        string_agg(dim_provider.name, ', ' order by dim_provider.name) as providers
    from fact_availability
    inner join dim_provider
        on fact_availability.provider_key = dim_provider.provider_key
    where
        fact_availability.is_current
        and fact_availability.film_key in (select ended.film_key from ended)
    group by fact_availability.film_key
)

select
    dim_film.title,
    dim_film.release_year,
    dim_provider.name as provider,
    cast(ended.first_seen_at as date) as first_seen,
    cast(ended.last_seen_at as date) as last_seen,
    cast(ended.not_seen_at as date) as not_seen_on,
    coalesce(shown.providers, 'none seen') as shown_now,
    ended.stretches_ended,
    ended.film_key
from ended
inner join dim_film on ended.film_key = dim_film.film_key
inner join dim_provider on ended.provider_key = dim_provider.provider_key
left join shown on ended.film_key = shown.film_key
order by
    ended.last_seen_at desc,
    ended.film_key asc,
    ended.provider_key asc
