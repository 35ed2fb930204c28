-- What changes when only what can be trusted is counted?
select
    metric_name as metric,
    naive_value as naive,
    trusted_value as trusted,
    caveat_name as why
from trust_summary
order by metric
