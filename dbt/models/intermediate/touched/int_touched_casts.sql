with judged as (
    select touched_key as name_normal
    from {{ ref('int_touched_names') }}
    where is_judged
),

final as (
    select touched_key from {{ ref('int_touched_films') }}
    union
    select credits.film_key as touched_key
    from {{ ref('int_page_credits') }} as credits
    inner join judged on credits.name_normal = judged.name_normal
)

select * from final
