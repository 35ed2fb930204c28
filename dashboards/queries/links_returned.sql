-- How many links between films with a page are returned by the film that they lead to?
-- Keys are hashes: the films with the smallest are as good as drawn by lot.
with drawn as (
    select film_key
    from dim_film
    where has_page
    order by film_key
    limit 1000
),

films as (
    select
        (select count(*) from drawn) as films_asked,
        (
            select count(*) from dim_film
            where has_page
        ) as films_with_page
),

sent as (
    select
        bridge_similar.film_key,
        bridge_similar.similar_film_key,
        bridge_similar.list_kind
    from bridge_similar
    inner join dim_film on bridge_similar.similar_film_key = dim_film.film_key
    where
        bridge_similar.film_key <= (select max(drawn.film_key) from drawn)
        and bridge_similar.film_key <> bridge_similar.similar_film_key
        and dim_film.has_page
),

returned as (
    select distinct
        film_key,
        similar_film_key
    from bridge_similar
    where similar_film_key <= (select max(drawn.film_key) from drawn)
),

links as (
    select
        case
            when sent.list_kind = 'similar_titles' then 'Similar titles'
            else 'You May Also Like'
        end as list,
        returned.film_key is not null as is_returned
    from sent
    left join returned
        on
            sent.film_key = returned.similar_film_key
            and sent.similar_film_key = returned.film_key
),

counts as (
    select
        list,
        is_returned,
        count(*) as links
    from links
    group by list, is_returned
)

select
    counts.list,
    case when counts.is_returned then 'returned' else 'not returned' end as answer,
    counts.links,
    case when counts.is_returned then 'this' else 'other' end as tone,
    cast(
        sum(case when counts.is_returned then counts.links else 0 end) over ()
        as bigint
    ) as links_returned,
    cast(sum(counts.links) over () as bigint) as links_sent,
    films.films_asked,
    films.films_with_page
from counts
cross join films
order by counts.list asc, counts.is_returned desc
