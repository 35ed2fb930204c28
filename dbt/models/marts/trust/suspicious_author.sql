with suspicions as (
    select * from {{ ref('int_suspicions') }}
    where {{ touched('reviewer_key', 'int_touched_reviewers') }}
),

reviews as (
    select * from {{ ref('int_reviews') }}
),

final as (
    select
        suspicions.reviewer_key,
        suspicions.suspicion_kind,
        suspicions.review_key,
        reviews.film_key,
        {{ lineage('reviews') }}
    from suspicions
    inner join reviews on suspicions.review_key = reviews.review_key
)

select * from final
