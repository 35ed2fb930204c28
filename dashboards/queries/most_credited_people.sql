-- Who is in most films?
select
    name,
    film_count as films,
    first_film_year as first_year,
    last_film_year as last_year,
    person_key
from dim_person
where person_key <> 'unknown'
order by film_count desc, name asc, person_key asc
limit 10
