{{ config(materialized='view') }}

select
    review_key,
    film_key,
    reviewer_key,
    review_text,
    claimed_date_text,
    claimed_date_basis,
    review_position,
    word_count,
    text_normal_sha256,
    boilerplate_film_count,
    near_duplicate_count,
    is_boilerplate,
    has_synthetic_date,
    has_suspicious_author,
    is_trusted,
    is_on_current_page,
    claimed_date,
    first_seen_at,
    last_seen_at,
    page_key,
    line_number,
    byte_start,
    byte_end
from {{ ref('fact_review').include(database=false) }}
where is_trusted
