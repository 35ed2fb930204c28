with stretches as (
    select * from {{ ref('int_similar_stretches') }}
),

related_films as (
    select * from {{ ref('stg_related_films') }}
),

seen as (
    select
        film_key,
        list_kind,
        similar_film_key,
        min(first_observed_at) as first_seen_at,
        max(last_observed_at) as last_seen_at
    from {{ ref('int_mentions') }}
    where {{ touched('film_key', 'int_touched_films') }}
    group by film_key, list_kind, similar_film_key
),

-- Where a film stood before and stands after a boundary tells what happened there.
ends as (
    select distinct
        film_key,
        list_kind,
        similar_film_key,
        list_position,
        last_instant_number + 1 as boundary_number
    from stretches
    where not is_current
),

starts as (
    select distinct
        film_key,
        list_kind,
        similar_film_key,
        list_position,
        first_instant_number as boundary_number
    from stretches
    where first_instant_number > 1
),

boundaries as (
    select
        ends.film_key,
        ends.list_kind,
        ends.similar_film_key,
        ends.boundary_number,
        ends.list_position as old_position,
        starts.list_position as new_position
    from ends
    inner join starts
        on
            ends.film_key = starts.film_key
            and ends.list_kind = starts.list_kind
            and ends.similar_film_key = starts.similar_film_key
            and ends.boundary_number = starts.boundary_number
),

beginnings as (
    select
        film_key,
        list_kind,
        similar_film_key,
        boundary_number,
        new_position as list_position,
        max(case when old_position = new_position then 1 else 0 end) as has_stayed
    from boundaries
    group by film_key, list_kind, similar_film_key, boundary_number, new_position
),

endings as (
    select
        film_key,
        list_kind,
        similar_film_key,
        boundary_number,
        old_position as list_position,
        max(case when old_position = new_position then 1 else 0 end) as has_stayed
    from boundaries
    group by film_key, list_kind, similar_film_key, boundary_number, old_position
),

final as (
    select
        stretches.film_key,
        stretches.similar_film_key,
        stretches.provider_key,
        stretches.list_kind,
        related_films.title as similar_title,
        related_films.synopsis as similar_synopsis,
        related_films.release_year as similar_year,
        stretches.list_position,
        case
            when stretches.first_instant_number = 1 then 'first_seen'
            when beginnings.has_stayed = 1 then 'changed'
            when beginnings.has_stayed = 0 then 'moved'
            else 'entered'
        end as began_as,
        case
            when stretches.is_current then cast(null as string)
            when endings.has_stayed = 1 then 'changed'
            when endings.has_stayed = 0 then 'moved'
            else 'left'
        end as ended_as,
        stretches.is_current,
        stretches.valid_from,
        stretches.valid_to,
        seen.first_seen_at,
        seen.last_seen_at,
        {{ lineage('related_films') }}
    from stretches
    inner join related_films
        on
            stretches.page_key = related_films.page_key
            and stretches.list_kind = related_films.list_kind
            and stretches.list_position = related_films.list_position
    inner join seen
        on
            stretches.film_key = seen.film_key
            and stretches.list_kind = seen.list_kind
            and stretches.similar_film_key = seen.similar_film_key
    left join beginnings
        on
            stretches.film_key = beginnings.film_key
            and stretches.list_kind = beginnings.list_kind
            and stretches.similar_film_key = beginnings.similar_film_key
            and stretches.list_position = beginnings.list_position
            and stretches.first_instant_number = beginnings.boundary_number
    left join endings
        on
            stretches.film_key = endings.film_key
            and stretches.list_kind = endings.list_kind
            and stretches.similar_film_key = endings.similar_film_key
            and stretches.list_position = endings.list_position
            and stretches.last_instant_number + 1 = endings.boundary_number
)

select * from final
order by film_key
