-- How many checks of the last audit passed, and how many failed?
with last_run as (select max(run_key) as run_key from fact_check)

select
    count(*) as checks,
    count(*) filter (where fact_check.success) as passed,
    count(*) filter (where not fact_check.success) as failed
from fact_check
inner join last_run on fact_check.run_key = last_run.run_key
