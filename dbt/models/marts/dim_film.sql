with films as (
    select * from {{ ref('int_films') }}
    where {{ touched('film_key', 'int_touched_known_films') }}
),

sightings as (
    select
        film_key,
        min(first_observed_at) as first_seen_at,
        max(last_observed_at) as last_seen_at
    from {{ ref('int_film_sightings') }}
    group by film_key
),

mentions as (
    select
        similar_film_key as film_key,
        count(distinct page_key) as mention_count
    from {{ ref('int_mentions') }}
    where
        is_on_current_page
        and {{ touched('similar_film_key', 'int_touched_known_films') }}
    group by similar_film_key
),

reviews as (
    select
        film_key,
        count(*) as review_count
    from {{ ref('int_reviews') }}
    where {{ touched('film_key', 'int_touched_known_films') }}
    group by film_key
),

known as (
    select
        films.film_key,
        films.title,
        films.certificate,
        films.synopsis,
        films.release_date_text,
        films.rating_text,
        cast(films.release_year as integer) as release_year,
        films.rating,
        cast(coalesce(mentions.mention_count, 0) as integer) as mention_count,
        cast(coalesce(reviews.review_count, 0) as integer) as review_count,
        films.has_page,
        films.release_date,
        sightings.first_seen_at,
        sightings.last_seen_at,
        {{ lineage('films') }}
    from films
    inner join sightings on films.film_key = sightings.film_key
    left join mentions on films.film_key = mentions.film_key
    left join reviews on films.film_key = reviews.film_key
),

unknown as (
    select
        'unknown' as film_key,
        'unknown' as title,
        0 as mention_count,
        0 as review_count,
        false as has_page
),

final as (
    select * from known
    union all
    select
        film_key,
        title,
        cast(null as string) as certificate,
        cast(null as string) as synopsis,
        cast(null as string) as release_date_text,
        cast(null as string) as rating_text,
        cast(null as integer) as release_year,
        cast(null as decimal(3, 1)) as rating,
        mention_count,
        review_count,
        has_page,
        cast(null as date) as release_date,
        {{ never_seen() }},
        {{ no_lineage() }}
    from unknown
    where {{ touched('film_key', 'int_touched_known_films') }}
)

select * from final
order by film_key
