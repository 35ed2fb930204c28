with source as (
    select * from {{ source('film_pages', 'observations') }}
),

typed as (
    select
        observation_key,
        page_key,
        source_name,
        origin,
        cast(captured_at as timestamp) as captured_at,
        cast(landed_at as timestamp) as landed_at
    from source
)

select * from typed
