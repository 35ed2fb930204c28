with pages as (
    select * from {{ ref('int_pages') }}
    where
        status <> 'quarantined'
        and film_key <> 'unknown'
        and {{ touched('film_key', 'int_touched_films') }}
),

ranked as (
    select
        film_key,
        page_key,
        row_number() over (
            partition by film_key
            order by last_observed_at desc, page_key desc
        ) as age_rank
    from pages
),

final as (
    select
        film_key,
        page_key
    from ranked
    where age_rank = 1
)

select * from final
