-- Which films do the most pages list, and has each a page of its own?
with ranked as (
    select
        title,
        release_year,
        mention_count,
        has_page,
        film_key,
        max(mention_count) over () as most_mentions
    from dim_film
    where mention_count > 0
    order by mention_count desc, has_page desc, title asc, film_key asc
    limit 15
)

select
    title
    || case
        when release_year is null then ''
        else ' (' || cast(release_year as varchar) || ')'
    end as film,
    mention_count as pages,
    case when has_page then 'yes' else 'no' end as own_page,
    case
        when mention_count = most_mentions then 'this'
        when has_page then 'other'
        else 'unknown'
    end as tone,
    film_key
from ranked
order by mention_count desc, has_page desc, title asc, film_key asc
