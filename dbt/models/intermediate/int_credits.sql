with credits as (
    select * from {{ ref('int_page_credits') }}
),

clusters as (
    select
        name_normal,
        person_name_normal,
        {{ key(['person_name_normal']) }} as person_key
    from {{ ref('int_name_clusters') }}
),

final as (
    select
        credits.film_key,
        coalesce(clusters.person_key, credits.name_key) as person_key,
        credits.name_normal,
        credits.name_folded,
        coalesce(clusters.person_name_normal, credits.name_normal)
            as person_name_normal,
        clusters.person_name_normal <> credits.name_normal as is_judged,
        credits.credited_name,
        credits.character_name,
        credits.billing_position,
        credits.first_observed_at,
        credits.last_observed_at,
        credits.is_on_current_page,
        credits.page_key,
        credits.line_number,
        credits.byte_start,
        credits.byte_end
    from credits
    left join clusters on credits.name_normal = clusters.name_normal
)

select * from final
