{{ config(parameters=['sought']) }}
with asked as (
    select distinct {{ elements(words('sought')) }} as term
),

found as (
    select
        terms.term,
        terms.review_number,
        terms.weight
    from {{ ref('review_term').include(database=false) }} as terms
    inner join asked on terms.term = asked.term
),

rarities as (
    select
        term,
        ln(1 + (
            select count(*) from {{ ref('fact_review').include(database=false) }}
        ) / count(*)) as rarity
    from found
    group by term
),

ranked as (
    select
        found.review_number,
        sum(found.weight * rarities.rarity) / 10 as score
    from found
    inner join rarities on found.term = rarities.term
    group by found.review_number
    order by score desc, found.review_number asc
    limit 50
),

places as (
    select
        known.rowid as place,
        ranked.score
    from {{ ref('fact_review').include(database=false) }} as known
    inner join ranked
        on left(known.review_key, 7) = printf('%07x', ranked.review_number)
),

-- Two keys may have one number: the words themselves decide.
shown as materialized (
    select
        fact_review.review_key,
        fact_review.film_key,
        fact_review.review_text,
        fact_review.is_trusted,
        round(places.score, 3) as score,
        {{ words("fact_review.review_text") }} as words
    from {{ ref('fact_review').include(database=false) }} as fact_review
    inner join places on fact_review.rowid = places.place
)

select * exclude (words) from shown
where list_has_any(words, {{ words('sought') }})
order by score desc, review_key asc
