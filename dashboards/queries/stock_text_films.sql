-- Under which films does a stock text stand, and who posted it there?
select
    dim_film.title,
    dim_film.release_year,
    dim_reviewer.name as author,
    fact_review.review_position as place_on_page,
    fact_review.claimed_date_text as claimed_date,
    fact_review.film_key
from fact_review
inner join dim_film on fact_review.film_key = dim_film.film_key
inner join dim_reviewer on fact_review.reviewer_key = dim_reviewer.reviewer_key
where
    fact_review.text_normal_sha256 = $text_key
    and fact_review.is_boilerplate
order by
    dim_film.title asc,
    dim_film.release_year asc nulls last,
    author asc,
    place_on_page asc
limit 500
