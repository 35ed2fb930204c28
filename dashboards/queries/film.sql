-- What is known of a film?
select
    film_key,
    title,
    release_year,
    release_date_text,
    certificate,
    rating_text,
    synopsis,
    has_page,
    mention_count,
    review_count,
    first_seen_at,
    last_seen_at,
    page_key
from dim_film
where film_key = $film_key and film_key <> 'unknown'
