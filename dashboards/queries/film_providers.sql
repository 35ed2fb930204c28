-- Where was a film seen to stream, and where is it seen now?
select
    dim_provider.name as provider,
    fact_availability.is_current as is_seen_now,
    fact_availability.first_seen_at,
    fact_availability.last_seen_at,
    fact_availability.not_seen_at as not_seen_any_more_at,
    fact_availability.film_key,
    fact_availability.provider_key
from fact_availability
inner join dim_provider
    on fact_availability.provider_key = dim_provider.provider_key
where
    fact_availability.film_key = $film_key
    and fact_availability.provider_key <> 'unknown'
order by
    fact_availability.is_current desc,
    fact_availability.last_seen_at desc,
    dim_provider.name asc
