with pages as (
    select * from {{ ref('stg_pages') }}
    where {{ is_increment() }}
),

new_pages as (
    select touched_key from {{ ref('int_touched_pages') }}
    where is_new
),

final as (
    select distinct pages.pack
    from pages
    inner join new_pages on pages.page_key = new_pages.touched_key
)

select * from final
