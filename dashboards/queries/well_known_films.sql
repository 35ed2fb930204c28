-- Which films with a page of their own do other pages list most?
select
    title,
    release_year,
    rating,
    mention_count as pages_that_list_it,
    film_key
from dim_film
where has_page
order by mention_count desc, title asc, release_year asc
limit 10
