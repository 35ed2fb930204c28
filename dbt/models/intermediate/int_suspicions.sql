with reviews as (
    select * from {{ ref('int_reviews') }}
    where
        reviewer_key <> 'unknown'
        and {{ touched('reviewer_key', 'int_touched_reviewers') }}
),

texts as (
    select * from {{ ref('int_texts') }}
),

shared_texts as (
    select
        reviews.reviewer_key,
        'shared_text' as suspicion_kind,
        reviews.review_key
    from reviews
    inner join texts on reviews.text_normal_sha256 = texts.text_normal_sha256
    where
        texts.reviewer_count >= 2
        and texts.word_count >= {{ var('least_words_of_shared_texts') }}
),

stock_authors as (
    select reviews.reviewer_key
    from reviews
    left join texts on reviews.text_normal_sha256 = texts.text_normal_sha256
    group by reviews.reviewer_key
    having
        count(distinct reviews.film_key) >= 2
        and min(coalesce(texts.film_count, 0)) >= 2
),

stock_texts as (
    select
        reviews.reviewer_key,
        'only_stock_texts' as suspicion_kind,
        reviews.review_key
    from reviews
    inner join stock_authors on reviews.reviewer_key = stock_authors.reviewer_key
),

suspicions as (
    select * from shared_texts
    union all
    select * from stock_texts
)

select * from suspicions
