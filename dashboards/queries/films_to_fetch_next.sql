-- Which films are known only by mention, and where were they seen to stream?
select
    dim_film.title,
    dim_film.release_year,
    dim_film.mention_count as mentions,
    max(dim_provider.name) as provider
from dim_film
left join fact_availability
    on
        dim_film.film_key = fact_availability.film_key
        and fact_availability.is_current
left join dim_provider on fact_availability.provider_key = dim_provider.provider_key
where
    not dim_film.has_page
    and dim_film.film_key <> 'unknown'
group by
    dim_film.title,
    dim_film.release_year,
    dim_film.mention_count
order by mentions desc, dim_film.title asc
limit 5
