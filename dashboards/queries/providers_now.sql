-- Which providers do current pages show for how many films, and for how many none?
with shown as (
    select
        provider_key,
        count(distinct film_key) as films
    from fact_availability
    where is_current
    group by provider_key
    order by films desc, provider_key asc
    limit 12
),

films as (
    select
        (
            select count(*) from dim_film
            where film_key <> 'unknown'
        ) as known,
        (
            select count(distinct film_key) from fact_availability
            where is_current
        ) as shown
)

select
    dim_provider.name as provider,
    shown.films,
    'other' as tone
from shown
inner join dim_provider on shown.provider_key = dim_provider.provider_key
union all
select
    'none seen' as provider,
    known - shown as films,
    'unknown' as tone
from films
where known > shown
order by tone asc, films desc, provider asc
