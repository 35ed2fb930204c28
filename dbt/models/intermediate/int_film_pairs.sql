with films as (
    select * from {{ ref('int_films') }}
),

-- Neighbours are compared, not all with all: the cost stays linear in the films.
by_title as (
    select
        'same_title' as evidence_kind,
        title_normal as group_key,
        lag(film_key) over one as film_key_a,
        film_key as film_key_b,
        coalesce(
            release_year - lag(release_year) over one
            <= {{ var('longest_film_year_gap') }},
            lag(film_key) over one is not null
        ) as is_candidate
    from films
    where {{ touched('title_normal', 'int_touched_film_groups') }}
    window one as (
        partition by title_normal
        order by release_year asc nulls last, film_key asc
    )
),

synopses as (
    select
        film_key,
        title_normal,
        synopsis_key,
        count(*) over (partition by synopsis_key) as film_count
    from films
    where
        length(synopsis) >= 40
        and {{ touched('synopsis_key', 'int_touched_film_groups') }}
),

by_synopsis as (
    select
        'same_synopsis' as evidence_kind,
        synopsis_key as group_key,
        lag(film_key) over one as film_key_a,
        film_key as film_key_b,
        lag(title_normal) over one <> title_normal as is_candidate
    from synopses
    where film_count <= 5
    window one as (
        partition by synopsis_key
        order by title_normal, film_key
    )
),

pairs as (
    select * from by_title
    union all
    select * from by_synopsis
),

final as (
    select distinct
        evidence_kind,
        group_key,
        least(film_key_a, film_key_b) as film_key_a,
        greatest(film_key_a, film_key_b) as film_key_b
    from pairs
    where is_candidate
)

select * from final
