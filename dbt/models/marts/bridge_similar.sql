select
    film_key,
    similar_film_key,
    provider_key,
    list_kind,
    similar_title,
    similar_synopsis,
    similar_year,
    list_position,
    first_seen_at,
    last_seen_at,
    page_key,
    line_number,
    byte_start,
    byte_end
from {{ ref('bridge_similar_history').include(database=false) }}
where is_current
