with source as (
    select * from {{ source('film_pages', 'related_films') }}
),

typed as (
    select
        {{ key_or_unknown(
            "nullif(title_normal, '')", ['title_normal', 'cast(year_text as integer)']
        ) }} as similar_film_key,
        {{ key_or_unknown('provider', ['provider']) }} as provider_key,
        list_kind,
        cast(list_position as integer) as list_position,
        title,
        title_normal,
        cast(year_text as integer) as release_year,
        provider,
        synopsis,
        page_key,
        {{ pack() }} as pack,
        line_number,
        byte_start,
        byte_end
    from source
)

select * from typed
