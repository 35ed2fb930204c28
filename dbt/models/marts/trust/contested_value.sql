with claims as (
    select * from {{ ref('int_film_claims') }}
),

films as (
    select
        film_key,
        synopsis_key,
        {{ key(['release_date_text']) }} as release_date_key
    from {{ ref('int_films') }}
    where {{ touched('film_key', 'int_touched_known_films') }}
),

stg_films as (
    select * from {{ ref('stg_films') }}
),

stg_related_films as (
    select * from {{ ref('stg_related_films') }}
),

contests as (
    select
        film_key,
        value_kind
    from claims
    group by film_key, value_kind
    having
        sum(case
            when current_page_count > 0 or value_kind = 'release_date' then 1
            else 0
        end) >= 2
),

ranked as (
    select
        claims.*,
        row_number() over (
            partition by claims.film_key, claims.value_kind
            order by
                case
                    when claims.value_kind = 'synopsis'
                        and claims.value_key = films.synopsis_key
                        then 0
                    when claims.value_kind = 'release_date'
                        and claims.value_key = films.release_date_key
                        then 0
                    else 1
                end asc,
                claims.current_page_count desc,
                claims.page_count desc,
                claims.last_seen_at desc,
                claims.page_key desc,
                claims.byte_start asc
        ) as choice_rank
    from claims
    inner join contests
        on
            claims.film_key = contests.film_key
            and claims.value_kind = contests.value_kind
    inner join films on claims.film_key = films.film_key
),

places as (
    select
        page_key,
        byte_start,
        byte_end,
        line_number,
        synopsis,
        release_date_text,
        cast(null as string) as provider
    from stg_films
    union all
    select
        page_key,
        byte_start,
        byte_end,
        line_number,
        synopsis,
        cast(null as string) as release_date_text,
        provider
    from stg_related_films
),

final as (
    select
        ranked.film_key,
        ranked.value_kind,
        case ranked.value_kind
            when 'synopsis' then places.synopsis
            when 'provider' then places.provider
            else places.release_date_text
        end as value_text,
        cast(ranked.page_count as integer) as page_count,
        cast(ranked.current_page_count as integer) as current_page_count,
        ranked.choice_rank = 1 as is_chosen,
        ranked.first_seen_at,
        ranked.last_seen_at,
        {{ lineage('places') }}
    from ranked
    inner join places
        on
            ranked.page_key = places.page_key
            and ranked.byte_start = places.byte_start
)

select * from final
order by film_key
