-- Observations as landed against dim_page: no page is lost, quarantined ones neither.
with observed as (
    select distinct page_key from {{ ref('stg_observations') }}
),

dim_page as (
    select * from {{ ref('dim_page') }}
)

select observed.page_key
from observed
left join dim_page on observed.page_key = dim_page.page_key
where dim_page.page_key is null
