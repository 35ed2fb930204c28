with page_reviews as (
    select * from {{ ref('int_page_reviews') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

sequences as (
    select
        page_key,
        film_key,
        count(claimed_date) as dated_count,
        sum(case claimed_date_basis when 'synthetic_sequence' then 1 else 0 end)
            as fitting_count,
        min(case claimed_date_basis when 'synthetic_sequence' then claimed_date end)
            as first_date,
        min(line_number) as line_number,
        min(byte_start) as byte_start,
        max(byte_end) as byte_end
    from page_reviews
    group by page_key, film_key
),

final as (
    select
        page_key,
        film_key,
        cast(dated_count as integer) as dated_count,
        cast(fitting_count as integer) as fitting_count,
        first_date,
        cast(line_number as integer) as line_number,
        byte_start,
        byte_end
    from sequences
    where fitting_count > 0
)

select * from final
