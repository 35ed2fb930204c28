with source as (
    select * from {{ source('journal', 'check') }}
),

typed as (
    select
        run_key,
        suite,
        table_name,
        check_name,
        severity,
        success,
        observed_value,
        cast(checked_at as timestamp) as checked_at
    from source
)

select * from typed
