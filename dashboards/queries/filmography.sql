-- In which films is a person credited today, when, and as whom?
with credits as (
    select
        film_key,
        string_agg(character_name, ', ' order by billing_position) as plays,
        min(billing_position) as billed
    from bridge_cast
    where
        person_key = $person_key
        and film_key <> 'unknown'
    group by film_key
)

select
    dim_film.title,
    dim_film.release_year,
    credits.plays,
    credits.billed,
    dim_film.rating,
    case when credits.billed = 1 then 'this' else 'other' end as tone,
    row_number() over (
        order by
            dim_film.release_year asc nulls last,
            dim_film.title asc,
            dim_film.film_key asc
    ) as place,
    row_number() over (
        partition by dim_film.release_year
        order by dim_film.title asc, dim_film.film_key asc
    ) as place_in_year,
    dim_film.film_key
from credits
inner join dim_film on credits.film_key = dim_film.film_key
order by place
limit 500
