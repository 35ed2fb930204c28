{% set columns = [
    'name_key',
    'name_normal',
    'name_folded',
    'credited_name',
    'character_name',
    'billing_position',
    'page_key',
    'line_number',
    'byte_start',
    'byte_end',
] %}

with credits as (
    select
        *,
        {{ key_or_unknown('name_normal', ['name_normal']) }} as name_key
    from {{ ref('stg_credits') }}
    where {{ is_on_new_page() }}
),

pages as (
    select * from {{ ref('int_pages') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

every_credit as (
    select {{ columns | join(', ') }} from credits
    {{ and_known(columns, 'film_key', 'int_touched_films') }}
),

final as (
    select
        pages.film_key,
        every_credit.*,
        pages.first_observed_at,
        pages.last_observed_at,
        current_pages.page_key is not null as is_on_current_page
    from every_credit
    inner join pages on every_credit.page_key = pages.page_key
    left join current_pages on every_credit.page_key = current_pages.page_key
)

select * from final
order by film_key
