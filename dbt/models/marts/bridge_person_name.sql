with credits as (
    select * from {{ ref('int_credits') }}
    where
        person_key <> 'unknown'
        and {{ touched('person_key', 'int_touched_persons') }}
),

final as (
    select
        credits.credited_name as name_form,
        credits.person_key,
        case when credits.is_judged then 'judged' else 'as_credited' end as basis,
        min(credits.first_observed_at) as first_seen_at,
        max(credits.last_observed_at) as last_seen_at,
        {{ newest_lineage('credits') }}
    from credits
    group by credits.credited_name, credits.person_key, credits.is_judged
)

select * from final
