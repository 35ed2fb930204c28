with films as (
    select * from {{ ref('int_films') }}
),

-- Neighbours are compared, not all with all: the cost stays linear in the films.
by_title as (
    select
        'same_title' as evidence_kind,
        lag(film_key) over one as film_key_a,
        film_key as film_key_b,
        coalesce(
            release_year - lag(release_year) over one
            <= {{ var('longest_film_year_gap') }},
            lag(film_key) over one is not null
        ) as is_candidate
    from films
    window one as (
        partition by title_normal
        order by release_year asc nulls last, film_key asc
    )
),

synopses as (
    select
        film_key,
        title_normal,
        md5(synopsis) as synopsis_md5,
        count(*) over (partition by md5(synopsis)) as film_count
    from films
    where length(synopsis) >= 40
),

by_synopsis as (
    select
        'same_synopsis' as evidence_kind,
        lag(film_key) over one as film_key_a,
        film_key as film_key_b,
        lag(title_normal) over one <> title_normal as is_candidate
    from synopses
    where film_count <= 5
    window one as (
        partition by synopsis_md5
        order by title_normal, film_key
    )
),

pairs as (
    select * from by_title
    union all
    select * from by_synopsis
),

evidence as (
    select distinct
        evidence_kind,
        least(film_key_a, film_key_b) as film_key_a,
        greatest(film_key_a, film_key_b) as film_key_b
    from pairs
    where is_candidate
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
