-- Which texts stand under several films, and how many authors post them?
with stock as materialized (
    select
        text_normal_sha256 as text_key,
        boilerplate_film_count,
        reviewer_key,
        review_text
    from fact_review
    where is_boilerplate
)

select
    max(boilerplate_film_count) as films,
    count(distinct nullif(reviewer_key, 'unknown')) as authors,
    count(*) as reviews,
    min(review_text) as review_text,
    text_key
from stock
group by text_key
order by
    films desc,
    reviews desc,
    review_text asc,
    text_key asc
limit 50
