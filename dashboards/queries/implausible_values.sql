-- What do pages state that can hardly be?
with found as (
    select
        finding_kind,
        film_key,
        stated_text,
        finding,
        page_key,
        count(*) over () as findings
    from implausible_value
    order by finding_kind desc, stated_text asc, film_key asc, page_key asc
    limit 100
)

select
    dim_film.title,
    dim_film.release_year,
    replace(found.finding_kind, '_', ' ') as what,
    found.stated_text,
    found.finding,
    found.findings,
    found.film_key
from found
inner join dim_film on found.film_key = dim_film.film_key
order by
    found.finding_kind desc,
    found.stated_text asc,
    found.film_key asc,
    found.page_key asc
