-- With whom does a person share films, and which?
with own_films as (
    select distinct
        bridge_cast.film_key,
        dim_film.title,
        dim_film.release_year
    from bridge_cast
    inner join dim_film on bridge_cast.film_key = dim_film.film_key
    where
        bridge_cast.person_key = $person_key
        and bridge_cast.film_key <> 'unknown'
),

shared as (
    select distinct
        bridge_cast.person_key,
        own_films.film_key,
        own_films.title,
        own_films.release_year
    from bridge_cast
    inner join own_films on bridge_cast.film_key = own_films.film_key
    where bridge_cast.person_key not in ('unknown', $person_key)
),

co_stars as (
    select
        person_key,
        count(*) as films_together,
        count(*) over () as co_star_count,
        string_agg(
            title, ' · ' order by release_year asc nulls last, title asc
        ) as titles
    from shared
    group by person_key
)

select
    dim_person.name,
    co_stars.films_together,
    co_stars.titles,
    co_stars.co_star_count,
    co_stars.person_key
from co_stars
inner join dim_person on co_stars.person_key = dim_person.person_key
order by
    co_stars.films_together desc,
    dim_person.film_count desc,
    dim_person.name asc,
    co_stars.person_key asc
limit 20
