-- Which films does the guide rate highest?
select
    title,
    release_year,
    certificate,
    rating,
    film_key
from dim_film
where rating is not null
order by rating desc, title asc
limit 5
