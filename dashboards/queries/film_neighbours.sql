-- Which films does a film list, which list it, and which do both?
with links as (
    select
        film_key,
        similar_film_key,
        list_kind,
        list_position
    from bridge_similar
    where film_key = $film_key or similar_film_key = $film_key
),

listed as (
    select
        similar_film_key as film_key,
        min(list_kind) as first_list,
        count(distinct list_kind) as lists,
        min(list_position) as list_position
    from links
    where film_key = $film_key
    group by similar_film_key
),

listing as (
    select distinct film_key
    from links
    where similar_film_key = $film_key
),

neighbours as (
    select
        coalesce(listed.film_key, listing.film_key) as film_key,
        listed.film_key is not null as is_listed,
        listing.film_key is not null as lists_it,
        listed.lists,
        listed.first_list,
        listed.list_position
    from listed
    full join listing on listed.film_key = listing.film_key
),

named as (
    select
        neighbours.film_key,
        dim_film.title,
        dim_film.release_year,
        dim_film.mention_count,
        neighbours.is_listed,
        neighbours.lists_it,
        case
            when neighbours.lists = 2 then 'both lists'
            when neighbours.first_list = 'similar_titles' then 'similar titles'
            when neighbours.is_listed then 'you may also like'
            else 'lists this film'
        end as how,
        case
            when not dim_film.has_page then 'unknown' else 'other'
        end as tone,
        row_number() over (
            partition by neighbours.is_listed
            order by
                neighbours.list_position asc,
                dim_film.mention_count desc,
                dim_film.title asc
        ) as place,
        count(*) over (partition by neighbours.is_listed) as side_count
    from neighbours
    inner join dim_film on neighbours.film_key = dim_film.film_key
)

select
    title,
    release_year,
    how,
    is_listed and lists_it as is_mutual,
    is_listed,
    place,
    side_count,
    tone,
    film_key
from named
where place <= 14
order by is_listed desc, place asc
