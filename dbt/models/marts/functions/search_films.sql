{{ config(parameters=['sought']) }}
with asked as (
    select distinct {{ elements(words('sought')) }} as term
),

found as (
    select
        terms.term,
        terms.film_number,
        terms.weight
    from {{ ref('film_term').include(database=false) }} as terms
    inner join asked on terms.term = asked.term
),

rarities as (
    select
        term,
        ln(1 + (
            select count(*) from {{ ref('dim_film').include(database=false) }}
        ) / count(*)) as rarity
    from found
    group by term
),

ranked as (
    select
        found.film_number,
        sum(found.weight * rarities.rarity) / 10 as score
    from found
    inner join rarities on found.term = rarities.term
    group by found.film_number
    order by score desc, found.film_number asc
    limit 50
),

places as (
    select
        known.rowid as place,
        ranked.score
    from {{ ref('dim_film').include(database=false) }} as known
    inner join ranked
        on left(known.film_key, 7) = printf('%07x', ranked.film_number)
),

-- Two keys may have one number: the words themselves decide.
shown as materialized (
    select
        dim_film.film_key,
        dim_film.title,
        dim_film.release_year,
        dim_film.synopsis,
        round(places.score, 3) as score,
        {{ words("concat_ws(' ', dim_film.title, dim_film.synopsis)") }} as words
    from {{ ref('dim_film').include(database=false) }} as dim_film
    inner join places on dim_film.rowid = places.place
)

select * exclude (words) from shown
where list_has_any(words, {{ words('sought') }})
order by score desc, film_key asc
