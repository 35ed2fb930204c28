-- How many of the films that a page lists stand in both of its lists?
-- Keys are hashes: the films with the smallest are as good as drawn by lot.
with drawn as (
    select film_key
    from dim_film
    where has_page
    order by film_key
    limit 1000
),

listed as (
    select
        film_key,
        similar_film_key,
        max(case when list_kind = 'similar_titles' then 1 else 0 end) as in_similar,
        max(case when list_kind <> 'similar_titles' then 1 else 0 end) as in_also
    from bridge_similar
    where
        film_key <= (select max(drawn.film_key) from drawn)
        and similar_film_key <> 'unknown'
    group by film_key, similar_film_key
),

counts as (
    select
        cast(sum(in_similar) as integer) as in_similar,
        cast(sum(in_also) as integer) as in_also,
        cast(sum(in_similar * in_also) as integer) as in_both,
        count(*) as films_listed
    from listed
),

places as (
    select
        1 as place,
        'only in Similar titles' as stands,
        in_similar - in_both as films
    from counts
    union all
    select
        2 as place,
        'in both lists' as stands,
        in_both as films
    from counts
    union all
    select
        3 as place,
        'only in You May Also Like' as stands,
        in_also - in_both as films
    from counts
)

select
    places.stands,
    places.films,
    case when places.place = 2 then 'this' else 'other' end as tone,
    counts.films_listed,
    (select count(*) from drawn) as films_asked,
    (
        select count(*) from dim_film
        where dim_film.has_page
    ) as films_with_page
from places
cross join counts
where counts.films_listed > 0
order by places.place
