{% set columns = [
    'page_key',
    'film_key',
    'title',
    'release_date',
    'template_name',
    'template_version',
    'status',
    'quarantine_reason',
    'byte_count',
    'line_count',
    'is_lossless',
    'defect_count',
] %}

with pages as (
    select * from {{ ref('stg_pages') }}
    where {{ is_on_new_page() }}
),

films as (
    select * from {{ ref('stg_films') }}
    where {{ is_on_new_page() }}
),

defects as (
    select
        page_key,
        count(*) as defect_count
    from {{ ref('stg_defects') }}
    where {{ is_on_new_page() }}
    group by page_key
),

observations as (
    select
        page_key,
        count(*) as observation_count,
        min(captured_at) as first_observed_at,
        max(captured_at) as last_observed_at
    from {{ ref('stg_observations') }}
    where {{ touched('page_key', 'int_touched_pages') }}
    group by page_key
),

found as (
    select
        pages.page_key,
        case
            when pages.quarantine_reason is null
                then coalesce(films.film_key, 'unknown')
            else 'unknown'
        end as film_key,
        films.title,
        films.release_date,
        pages.template_name,
        pages.template_version,
        case
            when pages.quarantine_reason is not null then 'quarantined'
            when defects.defect_count > 0 then 'loaded_with_defects'
            else 'loaded'
        end as status,
        pages.quarantine_reason,
        pages.byte_count,
        pages.line_count,
        pages.is_lossless,
        coalesce(defects.defect_count, 0) as defect_count
    from pages
    left join films on pages.page_key = films.page_key
    left join defects on pages.page_key = defects.page_key
),

every_page as (
    select {{ columns | join(', ') }} from found
    {{ and_known(columns, 'page_key', 'int_touched_pages') }}
),

final as (
    select
        every_page.*,
        observations.observation_count,
        observations.first_observed_at,
        observations.last_observed_at
    from every_page
    inner join observations on every_page.page_key = observations.page_key
)

select * from final
