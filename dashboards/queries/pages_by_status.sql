-- How many pages were read whole, read with defects, or set aside, and why?
with counts as (
    select
        status,
        replace(coalesce(quarantine_reason, 'no reason told'), '_', ' ') as reason,
        count(*) as pages
    from dim_page
    group by status, quarantine_reason
)

select
    case status
        when 'loaded' then '✓ loaded'
        when 'loaded_with_defects' then '! loaded with defects'
        else '✗ quarantined: ' || reason
    end as pages_are,
    pages,
    case status
        when 'loaded' then 'other'
        when 'loaded_with_defects' then 'unknown'
        else 'this'
    end as tone
from counts
order by
    case status
        when 'loaded' then 0 when 'loaded_with_defects' then 1 else 2
    end asc,
    pages desc,
    reason asc
