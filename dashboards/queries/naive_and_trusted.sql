-- What changes when only what can be trusted is counted?
with compared as (
    select
        metric_name,
        metric_text,
        caveat_name,
        naive_value,
        trusted_value,
        round(100 * trusted_value / nullif(naive_value, 0), 0) as percent
    from trust_summary
)

select
    replace(metric_name, '_', ' ') as metric,
    naive_value as naive,
    trusted_value as trusted,
    caveat_name as why,
    metric_text as words,
    percent,
    case
        when percent < 100 and percent = min(percent) over () then 'this'
        else 'other'
    end as tone
from compared
order by percent asc nulls last, metric asc
