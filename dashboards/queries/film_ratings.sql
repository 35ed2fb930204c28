-- Which ratings did the captures of a film's page show?
select
    observed_at,
    cast(rating as double) as rating
from fact_rating
where film_key = $film_key and rating is not null
order by observed_at
