-- Which review texts stand under several films, and so say nothing about any of them?
select
    dim_reviewer.name as author,
    fact_review.boilerplate_film_count as films,
    fact_review.review_text
from fact_review
inner join dim_reviewer on fact_review.reviewer_key = dim_reviewer.reviewer_key
where fact_review.is_boilerplate
group by
    dim_reviewer.name,
    fact_review.boilerplate_film_count,
    fact_review.review_text
order by films desc, author asc, fact_review.review_text asc
limit 4
