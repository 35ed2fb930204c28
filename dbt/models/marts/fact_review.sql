with reviews as (
    select * from {{ ref('int_reviews') }}
    where {{ touched('review_key', 'int_touched_reviews') }}
),

texts_of_reviews as (
    {{ texts_of_reviews('reviews') }}
),

texts as (
    select * from {{ ref('int_texts') }}
),

near_texts as (
    select
        text_sha256_a as text_normal_sha256,
        text_sha256_b as near_sha256
    from {{ ref('int_near_texts') }}
    where not is_revision
    union all
    select
        text_sha256_b as text_normal_sha256,
        text_sha256_a as near_sha256
    from {{ ref('int_near_texts') }}
    where not is_revision
),

near_counts as (
    select
        text_normal_sha256,
        count(*) as near_duplicate_count
    from near_texts
    group by text_normal_sha256
),

suspicious as (
    select distinct reviewer_key from {{ ref('int_suspicions') }}
),

final as (
    select
        reviews.review_key,
        {{ number_of('reviews.review_key') }} as review_number,
        reviews.film_key,
        reviews.reviewer_key,
        texts_of_reviews.review_text,
        reviews.claimed_date_text,
        reviews.claimed_date_basis,
        reviews.review_position,
        reviews.word_count,
        reviews.text_normal_sha256,
        cast(coalesce(texts.film_count, 0) as integer) as boilerplate_film_count,
        cast(coalesce(near_counts.near_duplicate_count, 0) as integer)
            as near_duplicate_count,
        coalesce(texts.film_count, 0) >= 2 as is_boilerplate,
        reviews.claimed_date_basis = 'synthetic_sequence' as has_synthetic_date,
        suspicious.reviewer_key is not null as has_suspicious_author,
        coalesce(texts.film_count, 0) < 2 as is_trusted,
        reviews.is_on_current_page,
        reviews.claimed_date,
        reviews.first_seen_at,
        reviews.last_seen_at,
        {{ lineage('reviews') }}
    from reviews
    inner join texts_of_reviews on reviews.review_key = texts_of_reviews.review_key
    left join texts on reviews.text_normal_sha256 = texts.text_normal_sha256
    left join near_counts on reviews.text_normal_sha256 = near_counts.text_normal_sha256
    left join suspicious on reviews.reviewer_key = suspicious.reviewer_key
)

select * from final
order by film_key
