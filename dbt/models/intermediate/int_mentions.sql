{% set columns = [
    'similar_film_key',
    'provider_key',
    'provider',
    'list_kind',
    'list_position',
    'wording_key',
    'synopsis_key',
    'page_key',
    'line_number',
    'byte_start',
    'byte_end',
] %}

with related_films as (
    select
        *,
        {{ key(['title', 'synopsis']) }} as wording_key,
        case
            when synopsis is not null
                then {{ key(['synopsis']) }}
        end as synopsis_key
    from {{ ref('stg_related_films') }}
    where {{ is_on_new_page() }}
),

pages as (
    select * from {{ ref('int_pages') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

every_mention as (
    select {{ columns | join(', ') }} from related_films
    {{ and_known(columns, 'film_key', 'int_touched_films') }}
),

final as (
    select
        pages.film_key,
        every_mention.*,
        pages.first_observed_at,
        pages.last_observed_at,
        current_pages.page_key is not null as is_on_current_page
    from every_mention
    inner join pages on every_mention.page_key = pages.page_key
    left join current_pages on every_mention.page_key = current_pages.page_key
)

select * from final
order by film_key
