-- In how many films are people credited?
with spread as (
    select
        least(film_count, 10) as at_least,
        count(*) as people
    from dim_person
    where film_count > 0
    group by at_least
)

select
    case
        when at_least = 10 then '10+' else cast(at_least as varchar)
    end as films,
    people,
    case
        when people = max(people) over () then 'this' else 'other'
    end as tone
from spread
order by at_least
