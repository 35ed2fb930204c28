with source as (
    select * from {{ source('journal', 'run') }}
),

typed as (
    select
        run_key,
        outcome,
        error,
        cast(pages_landed as integer) as pages_landed,
        cast(pages_parsed as integer) as pages_parsed,
        cast(pages_quarantined as integer) as pages_quarantined,
        cast(duration_seconds as double) as duration_seconds,
        cast(started_at as timestamp) as started_at,
        cast(finished_at as timestamp) as finished_at
    from source
)

select * from typed
