-- Which films are known only by mention, most listed first, and where do they stream?
with stubs as (
    select
        film_key,
        title,
        release_year,
        mention_count,
        last_seen_at,
        count(*) over () as films_without_page
    from dim_film
    where
        not has_page
        and film_key <> 'unknown'
    order by mention_count desc, title asc, film_key asc
    limit 100
),

shown as (
    select
        fact_availability.film_key,
        string_agg(dim_provider.name, ', ' order by dim_provider.name) as providers
    from fact_availability
    inner join stubs on fact_availability.film_key = stubs.film_key
    inner join dim_provider
        on fact_availability.provider_key = dim_provider.provider_key
    where fact_availability.is_current
    group by fact_availability.film_key
)

select
    stubs.title,
    stubs.release_year,
    stubs.mention_count as pages_that_list_it,
    coalesce(shown.providers, 'none seen') as provider_seen,
    cast(stubs.last_seen_at as date) as last_listed,
    stubs.films_without_page,
    stubs.film_key
from stubs
left join shown on stubs.film_key = shown.film_key
order by stubs.mention_count desc, stubs.title asc, stubs.film_key asc
