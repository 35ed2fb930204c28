with pages as (
    select * from {{ ref('int_pages') }}
    where
        film_key <> 'unknown'
        and {{ touched('film_key', 'int_touched_known_films') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

films as (
    select
        pages.film_key,
        films.synopsis,
        films.release_date_text,
        films.page_key,
        films.byte_start,
        pages.first_observed_at,
        pages.last_observed_at,
        current_pages.page_key is not null as is_on_current_page
    from {{ ref('stg_films') }} as films
    inner join pages on films.page_key = pages.page_key
    left join current_pages on films.page_key = current_pages.page_key
),

mentions as (
    select * from {{ ref('int_mentions') }}
    where
        similar_film_key <> 'unknown'
        and {{ touched('similar_film_key', 'int_touched_known_films') }}
),

claims as (
    select
        film_key,
        'release_date' as value_kind,
        {{ key(['release_date_text']) }} as value_key,
        page_key,
        byte_start,
        first_observed_at,
        last_observed_at,
        is_on_current_page
    from films
    where release_date_text is not null
    union all
    select
        film_key,
        'synopsis' as value_kind,
        {{ key(['synopsis']) }} as value_key,
        page_key,
        byte_start,
        first_observed_at,
        last_observed_at,
        is_on_current_page
    from films
    where synopsis is not null
    union all
    select
        similar_film_key as film_key,
        'synopsis' as value_kind,
        synopsis_key as value_key,
        page_key,
        byte_start,
        first_observed_at,
        last_observed_at,
        is_on_current_page
    from mentions
    where synopsis_key is not null
    union all
    select
        similar_film_key as film_key,
        'provider' as value_kind,
        provider_key as value_key,
        page_key,
        byte_start,
        first_observed_at,
        last_observed_at,
        is_on_current_page
    from mentions
    where provider_key <> 'unknown'
),

final as (
    select
        claims.film_key,
        claims.value_kind,
        claims.value_key,
        count(distinct claims.page_key) as page_count,
        count(distinct case when claims.is_on_current_page then claims.page_key end)
            as current_page_count,
        min(claims.first_observed_at) as first_seen_at,
        max(claims.last_observed_at) as last_seen_at,
        {{ newest('claims', 'page_key') }} as page_key,
        {{ newest('claims', 'byte_start') }} as byte_start
    from claims
    group by claims.film_key, claims.value_kind, claims.value_key
)

select * from final
order by film_key
