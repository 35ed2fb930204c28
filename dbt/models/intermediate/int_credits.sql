with credits as (
    select * from {{ ref('stg_credits') }}
),

pages as (
    select * from {{ ref('int_pages') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

final as (
    select
        pages.film_key,
        {{ key_or_unknown('credits.name_normal', ['credits.name_normal']) }}
            as person_key,
        credits.credited_name,
        credits.character_name,
        credits.billing_position,
        current_pages.page_key is not null as is_on_current_page,
        credits.page_key,
        credits.line_number,
        credits.byte_start,
        credits.byte_end
    from credits
    inner join pages on credits.page_key = pages.page_key
    left join current_pages on credits.page_key = current_pages.page_key
)

select * from final
