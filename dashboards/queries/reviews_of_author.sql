-- What did an author post, under which films?
select
    dim_film.title,
    dim_film.release_year,
    fact_review.review_text,
    fact_review.boilerplate_film_count as films_with_this_text,
    fact_review.film_key
from fact_review
inner join dim_film on fact_review.film_key = dim_film.film_key
where fact_review.reviewer_key = $reviewer_key
order by
    films_with_this_text desc,
    fact_review.review_text asc,
    dim_film.title asc,
    dim_film.release_year asc nulls last
limit 200
