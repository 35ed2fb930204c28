-- Under which names is a person credited, and why do they belong together?
with credits as (
    select
        credited_name,
        count(distinct film_key) as films
    from bridge_cast
    where person_key = $person_key
    group by credited_name
)

select
    bridge_person_name.name_form,
    case bridge_person_name.basis
        when 'judged' then 'judged by a human' else 'as credited'
    end as basis,
    coalesce(credits.films, 0) as films,
    cast(bridge_person_name.first_seen_at as date) as first_seen,
    cast(bridge_person_name.last_seen_at as date) as last_seen
from bridge_person_name
left join credits on bridge_person_name.name_form = credits.credited_name
where bridge_person_name.person_key = $person_key
order by films desc, bridge_person_name.name_form asc
