with current_pages as (
    select * from {{ ref('int_current_pages') }}
    where {{ touched('film_key', 'int_touched_known_films') }}
),

films as (
    select * from {{ ref('stg_films') }}
),

stub_mentions as (
    select * from {{ ref('int_stub_mentions') }}
    where {{ touched('similar_film_key', 'int_touched_known_films') }}
),

related_films as (
    select * from {{ ref('stg_related_films') }}
),

with_page as (
    select
        current_pages.film_key,
        films.title,
        films.title_normal,
        films.certificate,
        films.synopsis,
        films.release_date_text,
        films.release_date,
        films.release_year,
        films.rating_text,
        films.rating,
        true as has_page,
        films.page_key,
        films.line_number,
        films.byte_start,
        films.byte_end
    from current_pages
    inner join films on current_pages.page_key = films.page_key
),

stubs as (
    select
        stub_mentions.similar_film_key as film_key,
        related_films.title,
        related_films.title_normal,
        cast(null as string) as certificate,
        related_films.synopsis,
        cast(null as string) as release_date_text,
        cast(null as date) as release_date,
        related_films.release_year,
        cast(null as string) as rating_text,
        cast(null as decimal(3, 1)) as rating,
        false as has_page,
        related_films.page_key,
        related_films.line_number,
        related_films.byte_start,
        related_films.byte_end
    from stub_mentions
    inner join related_films
        on
            stub_mentions.page_key = related_films.page_key
            and stub_mentions.byte_start = related_films.byte_start
),

every_film as (
    select * from with_page
    union all
    select * from stubs
),

final as (
    select
        *,
        case
            when length(synopsis) > 0
                then {{ key(['synopsis']) }}
        end as synopsis_key
    from every_film
)

select * from final
order by film_key
