-- Which authors post the same text under several films, and so say nothing about any?
select
    dim_reviewer.name as author,
    max(fact_review.boilerplate_film_count) as films,
    min(fact_review.review_text) as review_text
from fact_review
inner join dim_reviewer on fact_review.reviewer_key = dim_reviewer.reviewer_key
where fact_review.is_boilerplate
group by dim_reviewer.name
order by films desc, author asc
limit 5
