with related_films as (
    select * from {{ ref('stg_related_films') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

seen as (
    select
        film_key,
        list_kind,
        similar_film_key,
        min(first_observed_at) as first_seen_at,
        max(last_observed_at) as last_seen_at
    from {{ ref('int_mentions') }}
    group by film_key, list_kind, similar_film_key
),

final as (
    select
        current_pages.film_key,
        related_films.similar_film_key,
        related_films.provider_key,
        related_films.list_kind,
        related_films.title as similar_title,
        related_films.synopsis as similar_synopsis,
        related_films.release_year as similar_year,
        related_films.list_position,
        seen.first_seen_at,
        seen.last_seen_at,
        {{ lineage('related_films') }}
    from related_films
    inner join current_pages on related_films.page_key = current_pages.page_key
    inner join seen
        on
            current_pages.film_key = seen.film_key
            and related_films.list_kind = seen.list_kind
            and related_films.similar_film_key = seen.similar_film_key
)

select * from final
