{% set columns = [
    'reviewer_key',
    'author',
    'text_sha256',
    'text_normal_sha256',
    'claimed_date_text',
    'claimed_date',
    'claimed_date_basis',
    'review_position',
    'word_count',
    'page_key',
    'line_number',
    'byte_start',
    'byte_end',
] %}

with reviews as (
    select * from {{ ref('stg_reviews') }}
    where {{ is_on_new_page() }}
),

pages as (
    select * from {{ ref('int_pages') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

claimed_dates as (
    select * from {{ ref('int_claimed_dates') }}
),

dated as (
    select
        reviews.*,
        claimed_dates.claimed_date_basis
    from reviews
    inner join claimed_dates
        on
            reviews.page_key = claimed_dates.page_key
            and reviews.review_position = claimed_dates.review_position
),

every_review as (
    select {{ columns | join(', ') }} from dated
    {{ and_known(columns, 'film_key', 'int_touched_films') }}
),

final as (
    select
        {{ key(['pages.film_key', 'every_review.author', 'every_review.text_sha256']) }}
            as review_key,
        pages.film_key,
        every_review.*,
        pages.first_observed_at,
        pages.last_observed_at,
        current_pages.page_key is not null as is_on_current_page
    from every_review
    inner join pages on every_review.page_key = pages.page_key
    left join current_pages on every_review.page_key = current_pages.page_key
)

select * from final
order by film_key
