with credits as (
    select * from {{ ref('int_credits') }}
    where is_on_current_page
),

final as (
    select
        film_key,
        person_key,
        credited_name,
        character_name,
        billing_position,
        {{ lineage('credits') }}
    from credits
)

select * from final
