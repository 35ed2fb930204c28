with reviews as (
    select * from {{ ref('int_reviews') }}
    where
        text_normal_sha256 is not null
        and {{ touched('text_normal_sha256', 'int_touched_texts') }}
),

final as (
    select
        text_normal_sha256,
        count(distinct nullif(film_key, 'unknown')) as film_count,
        count(distinct nullif(reviewer_key, 'unknown')) as reviewer_count,
        count(*) as review_count,
        max(word_count) as word_count,
        min(film_key) as film_key,
        min(reviewer_key) as reviewer_key,
        min(film_key) = max(film_key)
        and min(reviewer_key) = max(reviewer_key) as is_of_one_author_and_film,
        min(review_key) as review_key
    from reviews
    group by text_normal_sha256
)

select * from final
order by text_normal_sha256
