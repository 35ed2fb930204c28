with credits as (
    select * from {{ ref('stg_credits') }}
),

pages as (
    select * from {{ ref('int_pages') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

clusters as (
    select * from {{ ref('int_name_clusters') }}
),

named as (
    select
        credits.*,
        coalesce(clusters.person_name_normal, credits.name_normal)
            as person_name_normal
    from credits
    left join clusters on credits.name_normal = clusters.name_normal
),

final as (
    select
        pages.film_key,
        {{ key_or_unknown('named.person_name_normal', ['named.person_name_normal']) }}
            as person_key,
        named.name_normal,
        named.person_name_normal <> named.name_normal as is_judged,
        named.credited_name,
        named.character_name,
        named.billing_position,
        pages.first_observed_at,
        pages.last_observed_at,
        current_pages.page_key is not null as is_on_current_page,
        named.page_key,
        named.line_number,
        named.byte_start,
        named.byte_end
    from named
    inner join pages on named.page_key = pages.page_key
    left join current_pages on named.page_key = current_pages.page_key
)

select * from final
