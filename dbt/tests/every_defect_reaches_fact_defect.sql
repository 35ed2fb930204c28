-- Defects as parsed, of pages observed, against fact_defect: none lost, none twice.
with observed as (
    select distinct page_key from {{ ref('stg_observations') }}
),

defects as (
    select * from {{ ref('stg_defects') }}
    where {{ touched('page_key', 'int_touched_pages') }}
),

parsed as (
    select
        defects.page_key,
        defects.defect_kind,
        defects.byte_start
    from defects
    inner join observed on defects.page_key = observed.page_key
),

reported as (
    select
        page_key,
        defect_kind,
        byte_start
    from {{ ref('fact_defect') }}
    where {{ touched('page_key', 'int_touched_pages') }}
)

{{ differences('parsed', 'reported', ['page_key', 'defect_kind', 'byte_start']) }}
