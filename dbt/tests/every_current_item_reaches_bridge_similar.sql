-- Items of lists as parsed against bridge_similar, by place: none lost, twice or added.
with current_pages as (
    select * from {{ ref('int_current_pages') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

related_films as (
    select * from {{ ref('stg_related_films') }}
),

parsed as (
    select
        current_pages.film_key,
        current_pages.page_key,
        related_films.list_kind,
        related_films.list_position,
        related_films.byte_start,
        related_films.title
    from current_pages
    inner join related_films on current_pages.page_key = related_films.page_key
),

bridged as (
    select
        film_key,
        page_key,
        list_kind,
        list_position,
        byte_start,
        similar_title as title
    from {{ ref('bridge_similar') }}
    where {{ touched('film_key', 'int_touched_films') }}
)

{{ differences('parsed', 'bridged', [
    'film_key',
    'page_key',
    'list_kind',
    'list_position',
    'byte_start',
    'title',
]) }}
