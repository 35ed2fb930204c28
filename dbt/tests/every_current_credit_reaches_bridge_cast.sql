-- Credits as parsed against bridge_cast, place by place: none lost, twice or added.
with current_pages as (
    select * from {{ ref('int_current_pages') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

credits as (
    select * from {{ ref('stg_credits') }}
),

parsed as (
    select
        current_pages.film_key,
        current_pages.page_key,
        credits.billing_position,
        credits.credited_name
    from current_pages
    inner join credits on current_pages.page_key = credits.page_key
),

bridged as (
    select
        film_key,
        page_key,
        billing_position,
        credited_name
    from {{ ref('bridge_cast') }}
    where {{ touched('film_key', 'int_touched_films') }}
)

{{ differences('parsed', 'bridged', [
    'film_key',
    'page_key',
    'billing_position',
    'credited_name',
]) }}
