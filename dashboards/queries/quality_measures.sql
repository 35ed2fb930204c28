-- What is amiss with checks, pages and reviews, failures first?
with last_run as (select max(run_key) as run_key from fact_check),

last_checks as (
    select
        fact_check.severity,
        fact_check.success
    from fact_check
    inner join last_run on fact_check.run_key = last_run.run_key
),

measures as (
    select
        'failed_critical' as measure,
        'bad' as state_if_any,
        count(*) filter (
            where not success and severity in ('critical', 'accepted')
        ) as found,
        count(*) as of_all
    from last_checks
    union all
    select
        'failed_warning' as measure,
        'odd' as state_if_any,
        count(*) filter (where not success and severity = 'warning') as found,
        count(*) as of_all
    from last_checks
    union all
    select
        'quarantined' as measure,
        'odd' as state_if_any,
        count(*) filter (where status = 'quarantined') as found,
        count(*) as of_all
    from dim_page
    union all
    select
        'with_defects' as measure,
        'odd' as state_if_any,
        count(*) filter (where status = 'loaded_with_defects') as found,
        count(*) as of_all
    from dim_page
    union all
    select
        'dates_are_positions' as measure,
        'odd' as state_if_any,
        count(*) filter (where has_synthetic_date) as found,
        count(*) as of_all
    from fact_review
    union all
    select
        'stock_texts' as measure,
        'odd' as state_if_any,
        count(*) filter (where is_boilerplate) as found,
        count(*) as of_all
    from fact_review
)

select
    measure,
    found,
    of_all,
    case when found = 0 then 'good' else state_if_any end as state
from measures
order by
    case
        when found = 0 then 2 when state_if_any = 'bad' then 0 else 1
    end asc,
    measure asc
