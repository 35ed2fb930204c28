-- Which providers do current pages show for how many films, and for how many none?
with shown as (
    select
        dim_film.film_key,
        fact_availability.provider_key
    from dim_film
    left join fact_availability
        on
            dim_film.film_key = fact_availability.film_key
            and fact_availability.is_current
            and fact_availability.provider_key <> 'unknown'
    where dim_film.film_key <> 'unknown'
)

select
    coalesce(dim_provider.name, 'none seen') as provider,
    count(distinct shown.film_key) as films,
    case
        when max(dim_provider.name) is null then 'unknown' else 'other'
    end as tone
from shown
left join dim_provider on shown.provider_key = dim_provider.provider_key
group by provider
order by tone asc, films desc, provider asc
limit 12
