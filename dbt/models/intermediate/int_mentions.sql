with related_films as (
    select * from {{ ref('stg_related_films') }}
),

pages as (
    select * from {{ ref('int_pages') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

final as (
    select
        related_films.similar_film_key,
        related_films.provider_key,
        related_films.list_kind,
        related_films.list_position,
        related_films.page_key,
        related_films.byte_start,
        {{ key(['related_films.title', 'related_films.synopsis']) }} as wording_key,
        case
            when related_films.synopsis is not null
                then {{ key(['related_films.synopsis']) }}
        end as synopsis_key,
        pages.film_key,
        pages.first_observed_at,
        pages.last_observed_at,
        current_pages.page_key is not null as is_on_current_page
    from related_films
    inner join pages on related_films.page_key = pages.page_key
    left join current_pages on related_films.page_key = current_pages.page_key
)

select * from final
