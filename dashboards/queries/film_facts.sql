-- Which facts of a film stand in the lines of a page, and by which row and column?
with film as (
    select * from dim_film
    where film_key = $film_key
),

facts as (
    select
        1 as part,
        0 as place,
        'title' as fact,
        title as words,
        'title' as column_name
    from film
    union all
    select
        2 as part,
        0 as place,
        'release date' as fact,
        release_date_text as words,
        'release_date_text' as column_name
    from film
    union all
    select
        3 as part,
        0 as place,
        'certificate' as fact,
        certificate as words,
        'certificate' as column_name
    from film
    union all
    select
        4 as part,
        0 as place,
        'rating' as fact,
        rating_text as words,
        'rating_text' as column_name
    from film
    union all
    select
        5 as part,
        0 as place,
        'synopsis' as fact,
        synopsis as words,
        'synopsis' as column_name
    from film
),

found as (
    select
        part,
        place,
        fact,
        words,
        'dim_film' as table_name,
        $film_key as key_1,
        null as key_2,
        null as key_3,
        column_name
    from facts
    where words is not null
    union all
    select
        6 as part,
        billing_position as place,
        'cast' as fact,
        concat_ws(
            ' as ', coalesce(credited_name, 'no name'), character_name
        ) as words,
        'bridge_cast' as table_name,
        film_key as key_1,
        cast(billing_position as varchar) as key_2,
        null as key_3,
        null as column_name
    from bridge_cast
    where film_key = $film_key
    union all
    select
        case list_kind when 'similar_titles' then 7 else 8 end as part,
        list_position as place,
        case list_kind
            when 'similar_titles' then 'similar title'
            else 'you may also like'
        end as fact,
        similar_title as words,
        'bridge_similar' as table_name,
        film_key as key_1,
        list_kind as key_2,
        cast(list_position as varchar) as key_3,
        null as column_name
    from bridge_similar
    where film_key = $film_key
    union all
    select
        9 as part,
        review_position as place,
        'review' as fact,
        review_text as words,
        'fact_review' as table_name,
        review_key as key_1,
        null as key_2,
        null as key_3,
        null as column_name
    from fact_review
    where film_key = $film_key
)

select
    fact,
    words,
    table_name,
    key_1,
    key_2,
    key_3,
    column_name
from found
order by part, place, key_1
limit 300
