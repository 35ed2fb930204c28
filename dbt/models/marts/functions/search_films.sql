{{ config(parameters=['sought']) }}
with asked as (
    select distinct {{ elements(words('sought')) }} as term
),

known as (
    select count(*) as text_count from {{ ref('dim_film').include(database=false) }}
),

counted as (
    select
        terms.term,
        count(*) as term_count,
        min(count(*)) over () as least_count
    from {{ ref('film_term').include(database=false) }} as terms
    inner join asked on terms.term = asked.term
    group by terms.term
),

-- A word that most texts have tells little: it only counts where none is rarer.
telling as materialized (
    select
        counted.term,
        ln(1 + known.text_count / counted.term_count) as rarity
    from counted
    cross join known
    where
        counted.term_count * 10 <= known.text_count
        or counted.term_count = counted.least_count
),

ranked as materialized (
    select
        terms.film_number,
        sum(terms.weight * telling.rarity) / 10 as score
    from {{ ref('film_term').include(database=false) }} as terms
    inner join telling on terms.term = telling.term
    group by terms.film_number
    order by score desc, terms.film_number asc
    limit 50
),

places as materialized (
    select
        texts.rowid as place,
        ranked.score
    from {{ ref('dim_film').include(database=false) }} as texts
    inner join ranked
        on left(texts.film_key, 7) = printf('%07x', ranked.film_number)
),

-- Two keys may have one number: the words themselves decide.
shown as materialized (
    select
        dim_film.*,
        {{ words("concat_ws(' ', dim_film.title, dim_film.synopsis)") }} as words
    from {{ ref('dim_film').include(database=false) }} as dim_film
    where dim_film.rowid in (select places.place from places)
),

scored as (
    select
        shown.*,
        ranked.score
    from shown
    inner join ranked
        on left(shown.film_key, 7) = printf('%07x', ranked.film_number)
    where list_has_any(shown.words, (select list(telling.term) from telling))
)

select
    film_key,
    title,
    release_year,
    synopsis,
    round(score, 3) as score
from scored
order by score desc, film_key asc
limit 50
