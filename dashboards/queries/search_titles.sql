-- Which films are called so: exactly, from the beginning on, or somewhere?
with titled as (
    select
        film_key,
        title,
        release_year,
        has_page,
        mention_count,
        strip_accents(lower(title)) as plain,
        strip_accents(lower($sought)) as sought
    from dim_film
    where film_key <> 'unknown'
)

select
    film_key,
    title,
    release_year,
    case
        when plain = sought then 'exact'
        when starts_with(plain, sought) then 'prefix'
        else 'contains'
    end as match_kind
from titled
where contains(plain, sought)
order by
    plain <> sought asc,
    not starts_with(plain, sought) asc,
    has_page desc,
    mention_count desc,
    title asc,
    release_year asc
limit 20
