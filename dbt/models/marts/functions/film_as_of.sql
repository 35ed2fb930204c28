select
    film_key,
    title,
    certificate,
    synopsis,
    release_date_text,
    rating_text,
    rating,
    release_date,
    valid_from,
    valid_to,
    page_key,
    line_number,
    byte_start,
    byte_end
from {{ ref('dim_film_history').include(database=false) }}
where
    valid_from <= cast(instant as timestamp)
    and (valid_to is null or valid_to > cast(instant as timestamp))
