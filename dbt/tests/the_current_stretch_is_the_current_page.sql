-- What history says is current against the tables of current pages, both ways.
with history as (
    select
        film_key,
        'page' as list_kind,
        0 as list_position,
        title,
        page_key,
        byte_start
    from {{ ref('dim_film_history') }}
    where
        is_current
        and {{ touched('film_key', 'int_touched_films') }}
    union all
    select
        film_key,
        list_kind,
        list_position,
        similar_title as title,
        page_key,
        byte_start
    from {{ ref('bridge_similar_history') }}
    where
        is_current
        and {{ touched('film_key', 'int_touched_films') }}
),

today as (
    select
        film_key,
        'page' as list_kind,
        0 as list_position,
        title,
        page_key,
        byte_start
    from {{ ref('dim_film') }}
    where
        has_page
        and {{ touched('film_key', 'int_touched_films') }}
    union all
    select
        film_key,
        list_kind,
        list_position,
        similar_title as title,
        page_key,
        byte_start
    from {{ ref('bridge_similar') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

lost as (
    select * from today
    except all
    select * from history
),

added as (
    select * from history
    except all
    select * from today
)

select * from lost
union all
select * from added
