with reviews as (
    select * from {{ ref('int_reviews') }}
),

texts as (
    select
        page_key,
        review_position,
        review_text
    from {{ ref('stg_reviews') }}
),

text_films as (
    select * from {{ ref('int_text_films') }}
),

final as (
    select
        reviews.review_key,
        reviews.film_key,
        reviews.reviewer_key,
        texts.review_text,
        reviews.claimed_date_text,
        reviews.claimed_date_basis,
        reviews.review_position,
        reviews.word_count,
        cast(coalesce(text_films.film_count, 0) as integer) as boilerplate_film_count,
        coalesce(text_films.film_count, 0) >= 2 as is_boilerplate,
        reviews.claimed_date_basis = 'synthetic_sequence' as has_synthetic_date,
        coalesce(text_films.film_count, 0) < 2 as is_trusted,
        reviews.is_on_current_page,
        reviews.claimed_date,
        reviews.first_seen_at,
        reviews.last_seen_at,
        {{ lineage('reviews') }}
    from reviews
    inner join texts
        on
            reviews.page_key = texts.page_key
            and reviews.review_position = texts.review_position
    left join text_films on reviews.text_normal_sha256 = text_films.text_normal_sha256
)

select * from final
