with credits as (
    select * from {{ ref('int_credits') }}
    where person_key <> 'unknown'
),

final as (
    select
        credited_name as name_form,
        person_key,
        'as_credited' as basis
    from credits
    group by credited_name, person_key
)

select * from final
