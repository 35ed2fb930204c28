-- Which films are called so: exactly, from the beginning on, or somewhere?
with wish as (select strip_accents(lower($sought)) as sought),

titled as materialized (
    select
        film_key,
        title,
        release_year,
        has_page,
        mention_count,
        strip_accents(lower(title)) as plain
    from dim_film
    where film_key <> 'unknown'
)

select
    titled.film_key,
    titled.title,
    titled.release_year,
    case
        when titled.plain = wish.sought then 'exact'
        when starts_with(titled.plain, wish.sought) then 'prefix'
        else 'contains'
    end as match_kind
from titled
cross join wish
where contains(titled.plain, wish.sought)
order by
    titled.plain = wish.sought desc,
    starts_with(titled.plain, wish.sought) desc,
    titled.has_page desc,
    titled.mention_count desc,
    titled.title asc,
    titled.release_year asc
limit 20
