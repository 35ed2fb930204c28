select review_key as touched_key
from {{ ref('int_reviews') }}
where
    {{ is_increment() }}
    and {{ touched('film_key', 'int_touched_films') }}
    {% if is_increment() %}
        and review_key not in (
            select known.review_key
            from {{ source('serving', 'fact_review') }} as known
        )
    {% endif %}
