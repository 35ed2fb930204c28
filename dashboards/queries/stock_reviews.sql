-- Which authors post the same text under several films, and so say nothing about any?
with authors as (
    select
        reviewer_key,
        max(boilerplate_film_count) as films
    from fact_review
    where is_boilerplate
    group by reviewer_key
),

loudest as (
    select
        dim_reviewer.reviewer_key,
        dim_reviewer.name as author,
        authors.films
    from authors
    inner join dim_reviewer on authors.reviewer_key = dim_reviewer.reviewer_key
    order by authors.films desc, author asc
    limit 5
)

select
    loudest.author,
    loudest.films,
    min(fact_review.review_text) as review_text
from loudest
inner join fact_review
    on
        loudest.reviewer_key = fact_review.reviewer_key
        and fact_review.is_boilerplate
group by loudest.author, loudest.films
order by loudest.films desc, loudest.author asc
