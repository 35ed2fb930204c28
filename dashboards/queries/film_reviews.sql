-- What do the reviews of a film say, and what is each worth?
select
    dim_reviewer.name as author,
    fact_review.review_text,
    fact_review.claimed_date_text,
    fact_review.claimed_date_basis,
    fact_review.boilerplate_film_count,
    fact_review.near_duplicate_count,
    fact_review.is_boilerplate,
    fact_review.has_suspicious_author,
    fact_review.is_on_current_page,
    fact_review.review_position,
    fact_review.review_key
from fact_review
inner join dim_reviewer on fact_review.reviewer_key = dim_reviewer.reviewer_key
where fact_review.film_key = $film_key
order by
    fact_review.is_on_current_page desc,
    fact_review.review_position asc,
    fact_review.review_key asc
limit 50
