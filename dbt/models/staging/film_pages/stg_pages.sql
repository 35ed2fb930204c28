with source as (
    select * from {{ source('film_pages', 'pages') }}
),

typed as (
    select
        page_key,
        {{ pack() }} as pack,
        template_name,
        template_version,
        quarantine_reason,
        cast(byte_count as bigint) as byte_count,
        cast(line_count as integer) as line_count,
        is_lossless
    from source
)

select * from typed
