with reviews as (
    select * from {{ ref('stg_reviews') }}
),

pages as (
    select * from {{ ref('int_pages') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

claimed_dates as (
    select * from {{ ref('int_claimed_dates') }}
),

final as (
    select
        {{ key(['pages.film_key', 'reviews.author', 'reviews.text_sha256']) }}
            as review_key,
        pages.film_key,
        reviews.reviewer_key,
        reviews.text_normal_sha256,
        reviews.claimed_date_text,
        reviews.claimed_date,
        claimed_dates.claimed_date_basis,
        reviews.review_position,
        reviews.word_count,
        pages.first_observed_at,
        pages.last_observed_at,
        current_pages.page_key is not null as is_on_current_page,
        reviews.page_key,
        reviews.line_number,
        reviews.byte_start,
        reviews.byte_end
    from reviews
    inner join pages on reviews.page_key = pages.page_key
    inner join claimed_dates
        on
            reviews.page_key = claimed_dates.page_key
            and reviews.review_position = claimed_dates.review_position
    left join current_pages on reviews.page_key = current_pages.page_key
)

select * from final
