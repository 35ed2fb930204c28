with source as (
    select * from {{ source('film_pages', 'defects') }}
),

typed as (
    select
        defect_kind,
        excerpt,
        is_left_out,
        page_key,
        {{ pack() }} as pack,
        line_number,
        byte_start,
        byte_end
    from source
)

select * from typed
