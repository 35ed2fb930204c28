-- From which decades are the films that each provider is shown with now?
with shown as (
    select
        fact_availability.provider_key,
        dim_film.release_year - dim_film.release_year % 10 as decade,
        count(*) as films
    from fact_availability
    inner join dim_film on fact_availability.film_key = dim_film.film_key
    where
        fact_availability.is_current
        and dim_film.release_year is not null
    group by fact_availability.provider_key, decade
),

ranked as (
    select
        provider_key,
        sum(films) as films,
        row_number() over (order by sum(films) desc, provider_key asc)
            as provider_rank
    from shown
    group by provider_key
)

select
    dim_provider.name as provider,
    cast(shown.decade as integer) as decade,
    shown.films,
    case
        when
            row_number() over (
                order by
                    shown.films desc,
                    ranked.provider_rank asc,
                    shown.decade asc
            ) = 1
            then 'this'
        else 'other'
    end as tone
from shown
inner join ranked on shown.provider_key = ranked.provider_key
inner join dim_provider on shown.provider_key = dim_provider.provider_key
where ranked.provider_rank <= 12
order by ranked.provider_rank asc, shown.decade asc
