with observations as (
    select * from {{ ref('stg_observations') }}
    where {{ is_increment() }}
),

{% if is_increment() %}
    final as (
        select distinct
            observations.page_key as touched_key,
            known_pages.page_key is null as is_new
        from observations
        left join {{ source('serving', 'fact_observation') }} as known_observations
            on observations.observation_key = known_observations.observation_key
        left join {{ source('serving', 'dim_page') }} as known_pages
            on observations.page_key = known_pages.page_key
        where known_observations.observation_key is null
    )
{% else %}
    final as (
        select distinct
            page_key as touched_key,
            true as is_new
        from observations
    )
{% endif %}

select * from final
