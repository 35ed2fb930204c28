-- How many reviews stand at which place of their page, and what are their dates worth?
with placed as (
    select
        least(review_position, 20) as place,
        claimed_date_basis,
        count(*) as reviews
    from fact_review
    group by place, claimed_date_basis
)

select
    case
        when place = 20 then '20+' else cast(place as varchar)
    end as place_on_page,
    case claimed_date_basis
        when 'synthetic_sequence' then 'date is the place'
        when 'as_stated' then 'date as stated'
        else 'no date'
    end as date,
    reviews,
    case claimed_date_basis
        when 'synthetic_sequence' then 'this'
        when 'as_stated' then 'other'
        else 'unknown'
    end as tone
from placed
order by
    place asc,
    case claimed_date_basis
        when 'synthetic_sequence' then 1 when 'as_stated' then 2 else 3
    end asc
