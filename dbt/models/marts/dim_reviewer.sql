with authors as (
    select
        reviewer_key,
        min(author) as name
    from {{ ref('int_reviews') }}
    where
        reviewer_key <> 'unknown'
        and {{ touched('reviewer_key', 'int_touched_reviewers') }}
    group by reviewer_key
),

reviews as (
    select * from {{ ref('int_reviews') }}
    where {{ touched('reviewer_key', 'int_touched_reviewers') }}
),

texts as (
    select * from {{ ref('int_texts') }}
),

suspicious as (
    select distinct reviewer_key from {{ ref('int_suspicions') }}
),

counts as (
    select
        reviews.reviewer_key,
        count(*) as review_count,
        count(distinct nullif(reviews.film_key, 'unknown')) as film_count,
        sum(case when texts.film_count >= 2 then 1 else 0 end) as boilerplate_count,
        min(reviews.first_seen_at) as first_seen_at,
        max(reviews.last_seen_at) as last_seen_at
    from reviews
    left join texts on reviews.text_normal_sha256 = texts.text_normal_sha256
    group by reviews.reviewer_key
),

final as (
    select
        authors.reviewer_key,
        authors.name,
        cast(counts.review_count as integer) as review_count,
        cast(counts.film_count as integer) as film_count,
        cast(counts.boilerplate_count as integer) as boilerplate_count,
        suspicious.reviewer_key is not null as is_suspicious,
        counts.first_seen_at,
        counts.last_seen_at
    from authors
    inner join counts on authors.reviewer_key = counts.reviewer_key
    left join suspicious on authors.reviewer_key = suspicious.reviewer_key
    union all
    select
        'unknown' as reviewer_key,
        'unknown' as name,
        0 as review_count,
        0 as film_count,
        0 as boilerplate_count,
        false as is_suspicious,
        {{ never_seen() }}
    where {{ touched("'unknown'", 'int_touched_reviewers') }}
)

select * from final
