-- What did each check say in the newest runs that checked something, failures first?
with numbered as (
    select
        run_key,
        started_at,
        row_number() over (order by run_key) as run_number
    from fact_run
),

newest as (
    select run_key
    from fact_check
    group by run_key
    order by run_key desc
    limit 20
),

said as (
    select
        *,
        case
            when success then 3
            when severity = 'critical' then 0
            when severity = 'accepted' then 1
            else 2
        end as badness
    from fact_check
    where run_key in (select newest.run_key from newest)
)

select
    said.suite,
    said.check_name,
    cast(numbered.run_number as integer) as run,
    case said.badness
        when 0 then '✗'
        when 1 then '~'
        when 2 then '!'
        else '✓'
    end as sign,
    case said.badness
        when 0 then 'failed'
        when 1 then 'accepted'
        when 2 then 'warning'
        else 'passed'
    end as says,
    said.observed_value,
    cast(date_trunc('second', numbered.started_at) as timestamp) as started_at,
    case said.badness
        when 0 then 'this' when 3 then 'other' else 'unknown'
    end as tone
from said
inner join numbered on said.run_key = numbered.run_key
order by
    min(said.badness) over (partition by said.suite) asc,
    said.suite asc,
    min(said.badness) over (partition by said.suite, said.check_name) asc,
    said.check_name asc,
    numbered.run_number asc
