with source as (
    select * from {{ source('film_pages', 'films') }}
),

dated as (
    select
        *,
        {{ release_date_from('release_date_text') }} as release_date,
        {{ release_year_from('release_date_text') }} as release_year
    from source
),

typed as (
    select
        {{ key_or_unknown('title_normal', ['title_normal', 'release_year']) }}
            as film_key,
        title,
        title_normal,
        release_date_text,
        release_date,
        release_year,
        certificate,
        rating_text,
        {{ rating_from('rating_text') }} as rating,
        synopsis,
        page_key,
        {{ pack() }} as pack,
        line_number,
        byte_start,
        byte_end
    from dated
)

select * from typed
