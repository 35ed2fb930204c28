with credits as (
    select * from {{ ref('int_credits') }}
    where {{ touched('film_key', 'int_touched_casts') }}
),

seen as (
    select
        film_key,
        credited_name,
        character_name,
        min(first_observed_at) as first_seen_at,
        max(last_observed_at) as last_seen_at
    from credits
    group by film_key, credited_name, character_name
),

final as (
    select
        credits.film_key,
        credits.person_key,
        credits.credited_name,
        credits.character_name,
        credits.billing_position,
        seen.first_seen_at,
        seen.last_seen_at,
        {{ lineage('credits') }}
    from credits
    inner join seen
        on
            credits.film_key = seen.film_key
            and credits.credited_name is not distinct from seen.credited_name
            and credits.character_name is not distinct from seen.character_name
    where credits.is_on_current_page
)

select * from final
order by film_key
