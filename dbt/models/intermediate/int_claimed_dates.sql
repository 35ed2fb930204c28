with reviews as (
    select * from {{ ref('stg_reviews') }}
    where {{ is_on_new_page() }}
),

pages as (
    select * from {{ ref('int_pages') }}
),

starts as (
    select
        pages.page_key,
        coalesce(pages.release_date, reviews.claimed_date) as start_date
    from pages
    left join reviews
        on
            pages.page_key = reviews.page_key
            and reviews.review_position = 1
),

placed as (
    select
        reviews.page_key,
        reviews.review_position,
        reviews.claimed_date,
        coalesce(
            {{ days_between('starts.start_date', 'reviews.claimed_date') }}
            = reviews.review_position - 1,
            false
        ) as fits_sequence
    from reviews
    inner join starts on reviews.page_key = starts.page_key
),

sequences as (
    select
        page_key,
        count(claimed_date) as dated_count,
        sum(case when fits_sequence then 1 else 0 end) as fitting_count
    from placed
    group by page_key
),

final as (
    select
        placed.page_key,
        placed.review_position,
        case
            when placed.claimed_date is null then 'missing'
            when
                placed.fits_sequence
                and sequences.fitting_count >= 3
                and sequences.fitting_count * 5 >= sequences.dated_count * 4
                then 'synthetic_sequence'
            else 'as_stated'
        end as claimed_date_basis
    from placed
    inner join sequences on placed.page_key = sequences.page_key
)

select * from final
