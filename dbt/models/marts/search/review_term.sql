{% set is_new = touched('review_key', 'int_new_reviews') %}

with reviews as (
    select
        review_key,
        review_text
    from {{ ref('fact_review') }}
    {% if is_increment() %}
        where {{ fetched_late(ref('fact_review'), is_new) }}
    {% endif %}
),

worded as (
    select
        review_key,
        {{ words('review_text') }} as words
    from reviews
),

said as (
    select
        {{ number_of('review_key') }} as review_number,
        {{ list_size('words') }} as text_length,
        {{ elements('words') }} as term
    from worded
),

final as (
    select
        term,
        review_number,
        {{ term_weight('count(*)', 'max(text_length)', 150) }} as weight
    from said
    group by term, review_number
)

select * from final
order by term, review_number
