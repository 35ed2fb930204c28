-- How do the films' ratings spread, and where do most films stand?
with spread as (
    select
        cast(floor(rating) as integer) as rating_from,
        count(*) as films
    from dim_film
    where rating is not null
    group by rating_from
)

select
    rating_from,
    films,
    case
        when films = max(films) over () then 'this' else 'other'
    end as tone
from spread
order by rating_from
