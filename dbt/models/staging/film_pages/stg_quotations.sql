with source as (
    select * from {{ source('film_pages', 'quotations') }}
),

typed as (
    select
        quotation_kind,
        quoted_name,
        quoted_name_normal,
        credited_name,
        credited_name_normal,
        character_name,
        cast(review_position as integer) as review_position,
        page_key,
        {{ pack() }} as pack,
        line_number,
        byte_start,
        byte_end
    from source
)

select * from typed
