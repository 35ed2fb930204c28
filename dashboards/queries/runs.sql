-- How did the runs go that this generation knows of, newest first?
with runs as (
    select
        *,
        row_number() over (order by run_key) as run_number,
        round(
            median(duration_seconds) filter (where outcome = 'published') over (), 1
        ) as usual_seconds,
        count(*) filter (where outcome = 'published') over () as runs_published
    from fact_run
)

select
    cast(run_number as varchar)
    || case
        when outcome in ('failed', 'interrupted') then ' ✗' else ''
    end as run,
    case outcome
        when 'published' then '✓ published'
        when 'up_to_date' then '✓ nothing new'
        when 'failed' then '✗ failed'
        when 'interrupted' then '✗ killed'
        else '… running'
    end as outcome,
    cast(date_trunc('second', started_at) as timestamp) as started_at,
    round(duration_seconds, 1) as seconds,
    pages_landed,
    pages_parsed,
    pages_quarantined,
    coalesce(error, '') as stopped_by,
    case
        when outcome in ('failed', 'interrupted') then 'this'
        when outcome = 'published' then 'other'
        else 'unknown'
    end as tone,
    usual_seconds,
    runs_published,
    run_key
from runs
order by run_key desc
limit 40
