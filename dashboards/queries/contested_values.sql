-- Of which films do pages or captures say different things, and what was chosen?
with contested as (
    select
        film_key,
        value_kind,
        value_text,
        current_page_count,
        page_count,
        is_chosen,
        dense_rank() over (partition by value_kind order by film_key) as contest
    from contested_value
),

kinds as (
    select max(contest) as contests
    from contested
    group by value_kind
),

counts as (
    select cast(sum(contests) as integer) as contests
    from kinds
)

select
    dim_film.title,
    dim_film.release_year,
    replace(contested.value_kind, '_', ' ') as about,
    case when contested.is_chosen then '✓ chosen' else 'kept' end as standing,
    contested.value_text,
    contested.current_page_count as current_pages,
    contested.page_count as pages_ever,
    counts.contests,
    contested.film_key
from contested
inner join dim_film on contested.film_key = dim_film.film_key
cross join counts
where contested.contest <= 30
order by
    contested.value_kind asc,
    contested.contest asc,
    contested.is_chosen desc,
    contested.page_count desc,
    contested.value_text asc
