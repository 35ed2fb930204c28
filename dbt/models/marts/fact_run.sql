with runs as (
    select * from {{ ref('stg_runs') }}
),

final as (
    select
        run_key,
        outcome,
        error,
        pages_landed,
        pages_parsed,
        pages_quarantined,
        duration_seconds,
        started_at,
        finished_at
    from runs
)

select * from final
