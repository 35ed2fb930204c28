-- How many reviews are there, and how many can be taken at their word?
with reviews as (
    select
        count(*) as reviews,
        count(*) filter (where is_boilerplate) as stock_reviews,
        count(*) filter (where not is_boilerplate) as own_words,
        count(*) filter (where claimed_date is not null) as dated_reviews,
        count(*) filter (where has_synthetic_date) as positions
    from fact_review
),

authors as (
    select
        count(*) as authors,
        count(*) filter (where is_suspicious) as suspicious_authors
    from dim_reviewer
    where reviewer_key <> 'unknown'
)

select
    reviews.reviews,
    reviews.stock_reviews,
    reviews.own_words,
    reviews.dated_reviews,
    reviews.positions,
    authors.authors,
    authors.suspicious_authors,
    (
        select count(*) from near_duplicate_review
        where not near_duplicate_review.is_revision
    ) as near_copies
from reviews
cross join authors
