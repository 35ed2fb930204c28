with source as (
    select * from {{ source('film_pages', 'reviews') }}
),

typed as (
    select
        {{ key_or_unknown('author', ['author']) }} as reviewer_key,
        cast(review_position as integer) as review_position,
        author,
        claimed_date_text,
        {{ claimed_date_from('claimed_date_text') }} as claimed_date,
        review_text,
        text_sha256,
        text_normal_sha256,
        cast(word_count as integer) as word_count,
        page_key,
        {{ pack() }} as pack,
        line_number,
        byte_start,
        byte_end
    from source
)

select * from typed
