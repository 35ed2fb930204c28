with source as (
    select * from {{ source('film_pages', 'credits') }}
),

typed as (
    select
        cast(billing_position as integer) as billing_position,
        credited_name,
        name_normal,
        name_folded,
        character_name,
        page_key,
        {{ pack() }} as pack,
        line_number,
        byte_start,
        byte_end
    from source
)

select * from typed
