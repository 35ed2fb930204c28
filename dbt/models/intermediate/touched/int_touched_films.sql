with pages as (
    select * from {{ ref('int_pages') }}
    where {{ is_increment() }}
),

final as (
    select distinct film_key as touched_key
    from pages
    where {{ touched('page_key', 'int_touched_pages') }}
)

select * from final
