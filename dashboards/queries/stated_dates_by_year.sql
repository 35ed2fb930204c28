-- When were reviews written, as far as their dates are more than places?
with stated as (
    select
        date_trunc('year', claimed_date) as first_day,
        count(*) as reviews
    from fact_review
    where claimed_date_basis = 'as_stated'
    group by first_day
),

span as (
    select
        min(first_day) as first_day,
        max(first_day) as last_day
    from stated
)

select
    dim_date.year,
    coalesce(stated.reviews, 0) as reviews
from dim_date
inner join span
    on dim_date.date_key between span.first_day and span.last_day
left join stated on dim_date.date_key = stated.first_day
where
    dim_date.month = 1
    and dim_date.day = 1
order by dim_date.year
