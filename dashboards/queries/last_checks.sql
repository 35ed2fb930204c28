-- What did the checks of the run behind this generation say, failures first?
with last_run as (select max(run_key) as run_key from fact_check)

select
    case
        when fact_check.success then '✓ passed'
        when fact_check.severity = 'critical' then '✗ failed'
        when fact_check.severity = 'accepted' then '~ accepted'
        else '! warning'
    end as result,
    fact_check.suite,
    fact_check.check_name,
    fact_check.severity,
    fact_check.observed_value
from fact_check
inner join last_run on fact_check.run_key = last_run.run_key
order by
    fact_check.success asc,
    case fact_check.severity
        when 'critical' then 0 when 'accepted' then 1 else 2
    end asc,
    fact_check.suite asc,
    fact_check.check_name asc
