-- Of how many films is a provider seen now, was one seen earlier, or none ever?
with seen as (
    select
        film_key,
        bool_or(is_current) as is_seen_now
    from fact_availability
    where provider_key <> 'unknown'
    group by film_key
),

films as (
    select
        case
            when seen.is_seen_now then 'seen now'
            when seen.film_key is not null then 'seen earlier'
            else 'none seen'
        end as provider,
        case
            when seen.is_seen_now then 'other' else 'unknown'
        end as tone
    from dim_film
    left join seen on dim_film.film_key = seen.film_key
    where dim_film.film_key <> 'unknown'
)

select
    provider,
    count(*) as films,
    tone
from films
group by provider, tone
order by
    case provider
        when 'seen now' then 0 when 'seen earlier' then 1 else 2
    end
