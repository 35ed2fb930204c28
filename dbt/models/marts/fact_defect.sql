with defects as (
    select * from {{ ref('stg_defects') }}
    where {{ touched('page_key', 'int_touched_pages') }}
),

pages as (
    select * from {{ ref('int_pages') }}
),

final as (
    select
        pages.film_key,
        defects.defect_kind,
        defects.excerpt,
        defects.is_left_out,
        {{ lineage('defects') }}
    from defects
    inner join pages on defects.page_key = pages.page_key
)

select * from final
