-- Of how many films is a provider seen now, was one seen earlier, or none ever?
with seen as (
    select bool_or(is_current) as is_seen_now
    from fact_availability
    where provider_key <> 'unknown' and film_key <> 'unknown'
    group by film_key
),

counts as (
    select
        (
            select count(*) from seen
            where is_seen_now
        ) as seen_now,
        (select count(*) from seen) as seen_ever,
        (
            select count(*) from dim_film
            where film_key <> 'unknown'
        ) as films
),

parts as (
    select
        1 as place,
        'seen now' as provider,
        seen_now as films,
        'other' as tone
    from counts
    union all
    select
        2 as place,
        'seen earlier' as provider,
        seen_ever - seen_now as films,
        'unknown' as tone
    from counts
    union all
    select
        3 as place,
        'none seen' as provider,
        films - seen_ever as films,
        'unknown' as tone
    from counts
)

select
    provider,
    films,
    tone
from parts
where films > 0
order by place
