select
    film_key,
    similar_film_key,
    provider_key,
    list_kind,
    similar_title,
    similar_synopsis,
    similar_year,
    list_position,
    valid_from,
    valid_to,
    page_key,
    line_number,
    byte_start,
    byte_end
from {{ ref('bridge_similar_history').include(database=false) }}
where
    valid_from <= cast(instant as timestamp)
    and (valid_to is null or valid_to > cast(instant as timestamp))
