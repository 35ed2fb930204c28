-- Reviews as parsed against fact_review: film, author and text of each, on any page.
with observed as (
    select distinct page_key from {{ ref('stg_observations') }}
),

films as (
    select * from {{ ref('stg_films') }}
    where {{ is_on_new_page() }}
),

reviews as (
    select * from {{ ref('stg_reviews') }}
    where {{ is_on_new_page() }}
),

fact_review as (
    select * from {{ ref('fact_review') }}
),

parsed as (
    select
        reviews.page_key,
        reviews.review_position,
        {{ key([
            "coalesce(films.film_key, 'unknown')",
            'reviews.author',
            'reviews.text_sha256',
        ]) }} as review_key
    from reviews
    inner join observed on reviews.page_key = observed.page_key
    left join films on reviews.page_key = films.page_key
)

select parsed.*
from parsed
left join fact_review on parsed.review_key = fact_review.review_key
where fact_review.review_key is null
