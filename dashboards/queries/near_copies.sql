-- Which texts are nearly the same, under which films?
with pairs as (
    select
        review_key_a,
        review_key_b,
        similarity
    from near_duplicate_review
    where not is_revision
    order by similarity desc, review_key_a asc, review_key_b asc
    limit 20
),

keys as (
    select review_key_a as review_key from pairs
    union
    select review_key_b as review_key from pairs
),

reviews as (
    select
        fact_review.review_key,
        fact_review.review_text,
        fact_review.film_key,
        dim_film.title,
        dim_film.release_year
    from fact_review
    inner join dim_film on fact_review.film_key = dim_film.film_key
    inner join keys on fact_review.review_key = keys.review_key
)

select
    cast(pairs.similarity as double) as similarity,
    first_one.title as film,
    second_one.title as other_film,
    first_one.review_text,
    second_one.review_text as nearly_the_same_text,
    first_one.film_key
from pairs
inner join reviews as first_one on pairs.review_key_a = first_one.review_key
inner join reviews as second_one on pairs.review_key_b = second_one.review_key
order by similarity desc, film asc, other_film asc, first_one.review_text asc
