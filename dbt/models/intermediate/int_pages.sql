with pages as (
    select * from {{ ref('stg_pages') }}
),

films as (
    select * from {{ ref('stg_films') }}
),

defects as (
    select
        page_key,
        count(*) as defect_count
    from {{ ref('stg_defects') }}
    group by page_key
),

observations as (
    select
        page_key,
        count(*) as observation_count,
        min(captured_at) as first_observed_at,
        max(captured_at) as last_observed_at
    from {{ ref('stg_observations') }}
    group by page_key
),

joined as (
    select
        pages.page_key,
        case
            when pages.quarantine_reason is null then films.film_key
        end as page_film_key,
        films.title,
        films.release_date,
        pages.template_name,
        pages.template_version,
        pages.quarantine_reason,
        pages.byte_count,
        pages.line_count,
        pages.is_lossless,
        coalesce(defects.defect_count, 0) as defect_count,
        observations.observation_count,
        observations.first_observed_at,
        observations.last_observed_at
    from pages
    inner join observations on pages.page_key = observations.page_key
    left join films on pages.page_key = films.page_key
    left join defects on pages.page_key = defects.page_key
),

final as (
    select
        page_key,
        coalesce(page_film_key, 'unknown') as film_key,
        title,
        release_date,
        template_name,
        template_version,
        case
            when quarantine_reason is not null then 'quarantined'
            when defect_count > 0 then 'loaded_with_defects'
            else 'loaded'
        end as status,
        quarantine_reason,
        byte_count,
        line_count,
        is_lossless,
        defect_count,
        observation_count,
        first_observed_at,
        last_observed_at
    from joined
)

select * from final
