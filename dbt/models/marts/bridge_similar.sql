with related_films as (
    select * from {{ ref('stg_related_films') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
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
        {{ lineage('related_films') }}
    from related_films
    inner join current_pages on related_films.page_key = current_pages.page_key
)

select * from final
