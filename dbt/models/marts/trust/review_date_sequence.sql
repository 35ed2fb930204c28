with claimed_dates as (
    select * from {{ ref('int_claimed_dates') }}
),

page_reviews as (
    select * from {{ ref('int_page_reviews') }}
),

sequences as (
    select
        page_reviews.page_key,
        page_reviews.film_key,
        count(page_reviews.claimed_date) as dated_count,
        sum(
            case claimed_dates.claimed_date_basis
                when 'synthetic_sequence' then 1
                else 0
            end
        ) as fitting_count,
        min(
            case claimed_dates.claimed_date_basis
                when 'synthetic_sequence' then page_reviews.claimed_date
            end
        ) as first_date,
        min(page_reviews.line_number) as line_number,
        min(page_reviews.byte_start) as byte_start,
        max(page_reviews.byte_end) as byte_end
    from page_reviews
    inner join claimed_dates
        on
            page_reviews.page_key = claimed_dates.page_key
            and page_reviews.review_position = claimed_dates.review_position
    group by page_reviews.page_key, page_reviews.film_key
),

final as (
    select
        page_key,
        film_key,
        cast(dated_count as integer) as dated_count,
        cast(fitting_count as integer) as fitting_count,
        first_date,
        cast(line_number as integer) as line_number,
        byte_start,
        byte_end
    from sequences
    where fitting_count > 0
)

select * from final
