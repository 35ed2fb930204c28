-- Who plays in a film, in the order of its page?
select
    bridge_cast.billing_position as billing,
    bridge_cast.credited_name,
    bridge_cast.character_name,
    dim_person.film_count as films,
    bridge_cast.person_key,
    bridge_cast.film_key
from bridge_cast
inner join dim_person on bridge_cast.person_key = dim_person.person_key
where bridge_cast.film_key = $film_key
order by bridge_cast.billing_position
