with evidence as (
    select * from {{ ref('int_film_pairs') }}
),

films as (
    select * from {{ ref('int_films') }}
),

counted as (
    select
        film_key_a,
        film_key_b,
        {{ joined('evidence_kind') }} as evidence_kinds,
        count(*) as evidence_count
    from evidence
    group by film_key_a, film_key_b
),

final as (
    select
        {{ key(['counted.film_key_a', 'counted.film_key_b']) }} as candidate_key,
        counted.film_key_a,
        counted.film_key_b,
        films_a.title as title_a,
        films_b.title as title_b,
        cast(films_a.release_year as integer) as release_year_a,
        cast(films_b.release_year as integer) as release_year_b,
        cast(1 - power(0.4, counted.evidence_count) as decimal(4, 3)) as score,
        cast(counted.evidence_count as integer) as evidence_count,
        counted.evidence_kinds,
        {{ span('films_a') }} || ', ' || {{ span('films_b') }} as evidence_spans
    from counted
    inner join films as films_a on counted.film_key_a = films_a.film_key
    inner join films as films_b on counted.film_key_b = films_b.film_key
)

select * from final
