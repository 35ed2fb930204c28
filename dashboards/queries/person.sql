-- Who is this person: how many films, from when to when, under how many names?
with credits as (
    select
        bridge_cast.film_key,
        dim_film.release_year,
        min(bridge_cast.billing_position) as billed
    from bridge_cast
    inner join dim_film on bridge_cast.film_key = dim_film.film_key
    where
        bridge_cast.person_key = $person_key
        and bridge_cast.film_key <> 'unknown'
    group by bridge_cast.film_key, dim_film.release_year
),

counted as (
    select
        count(*) as current_films,
        count(*) filter (where billed = 1) as billed_first,
        count(*) filter (where release_year is null) as undated_films
    from credits
)

select
    dim_person.name,
    dim_person.film_count as films,
    dim_person.first_film_year as first_year,
    dim_person.last_film_year as last_year,
    dim_person.name_form_count as name_forms,
    counted.current_films,
    counted.billed_first,
    counted.undated_films,
    exists(
        select 1 from implausible_value
        where implausible_value.person_key = $person_key
    ) as is_implausible
from dim_person
cross join counted
where
    dim_person.person_key = $person_key
    and dim_person.person_key <> 'unknown'
