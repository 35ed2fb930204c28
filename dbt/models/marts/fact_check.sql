with checks as (
    select * from {{ ref('stg_checks') }}
),

final as (
    select
        run_key,
        suite,
        table_name,
        check_name,
        severity,
        success,
        observed_value,
        checked_at
    from checks
)

select * from final
