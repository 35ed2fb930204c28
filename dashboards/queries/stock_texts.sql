-- Which texts stand under several films, and how many authors post them?
with texts as (
    select
        text_normal_sha256 as text_key,
        max(boilerplate_film_count) as films,
        count(*) as reviews
    from fact_review
    where is_boilerplate
    group by text_key
    order by films desc, reviews desc, text_key asc
    limit 50
),

posted as (
    select
        texts.text_key,
        min(fact_review.review_text) as review_text,
        count(distinct nullif(fact_review.reviewer_key, 'unknown')) as authors
    from fact_review
    inner join texts on fact_review.text_normal_sha256 = texts.text_key
    where fact_review.is_boilerplate
    group by texts.text_key
)

select
    texts.films,
    posted.authors,
    texts.reviews,
    posted.review_text,
    texts.text_key
from texts
inner join posted on texts.text_key = posted.text_key
order by
    texts.films desc,
    texts.reviews desc,
    posted.review_text asc,
    texts.text_key asc
