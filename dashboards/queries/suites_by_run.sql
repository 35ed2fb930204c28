-- What did each suite of checks say in the newest runs that checked something?
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
        suite,
        run_key,
        count(*) as checks,
        count(*) filter (where success) as passed,
        min(
            case
                when success then 3
                when severity = 'critical' then 0
                when severity = 'accepted' then 1
                else 2
            end
        ) as worst
    from fact_check
    where run_key in (select newest.run_key from newest)
    group by suite, run_key
),

counts as (
    select
        count(distinct suite) as suites,
        count(distinct case when worst < 3 then suite end) as suites_amiss,
        count(distinct run_key) as runs
    from said
)

select
    said.suite,
    cast(numbered.run_number as integer) as run,
    case said.worst
        when 0 then '✗'
        when 1 then '~'
        when 2 then '!'
        else '✓'
    end as sign,
    case said.worst
        when 0 then 'failed'
        when 1 then 'accepted'
        when 2 then 'warning'
        else 'passed'
    end as says,
    said.passed,
    said.checks,
    cast(date_trunc('second', numbered.started_at) as timestamp) as started_at,
    case said.worst
        when 0 then 'this' when 3 then 'other' else 'unknown'
    end as tone,
    counts.suites,
    counts.suites_amiss,
    counts.runs
from said
inner join numbered on said.run_key = numbered.run_key
cross join counts
order by
    min(said.worst) over (partition by said.suite) asc,
    said.suite asc,
    numbered.run_number asc
