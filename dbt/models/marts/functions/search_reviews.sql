{{ config(parameters=['sought']) }}
with asked as (
    select distinct {{ elements(words('sought')) }} as term
),

known as (
    select count(*) as text_count from {{ ref('fact_review').include(database=false) }}
),

counted as (
    select
        terms.term,
        count(*) as term_count,
        min(count(*)) over () as least_count
    from {{ ref('review_term').include(database=false) }} as terms
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
        terms.review_number,
        sum(terms.weight * telling.rarity) / 10 as score
    from {{ ref('review_term').include(database=false) }} as terms
    inner join telling on terms.term = telling.term
    group by terms.review_number
    order by score desc, terms.review_number asc
    limit 50
),

places as materialized (
    select
        texts.rowid as place,
        ranked.score
    from {{ ref('fact_review').include(database=false) }} as texts
    inner join ranked
        on left(texts.review_key, 7) = printf('%07x', ranked.review_number)
),

-- Two keys may have one number: the words themselves decide.
shown as materialized (
    select
        fact_review.*,
        {{ words("fact_review.review_text") }} as words
    from {{ ref('fact_review').include(database=false) }} as fact_review
    where fact_review.rowid in (select places.place from places)
),

scored as (
    select
        shown.*,
        ranked.score
    from shown
    inner join ranked
        on left(shown.review_key, 7) = printf('%07x', ranked.review_number)
    where list_has_any(shown.words, (select list(telling.term) from telling))
)

select
    review_key,
    film_key,
    review_text,
    is_trusted,
    round(score, 3) as score
from scored
order by score desc, review_key asc
limit 50
