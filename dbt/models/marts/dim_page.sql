with pages as (
    select * from {{ ref('int_pages') }}
    where {{ touched('page_key', 'int_touched_pages') }}
),

final as (
    select
        page_key,
        film_key,
        title,
        template_name,
        template_version,
        status,
        quarantine_reason,
        byte_count,
        line_count,
        cast(defect_count as integer) as defect_count,
        cast(observation_count as integer) as observation_count,
        is_lossless,
        first_observed_at,
        last_observed_at
    from pages
)

select * from final
