with reviews as (
    select
        review_number,
        review_text
    from {{ ref('fact_review') }}
    where {{ touched('review_key', 'int_new_reviews', ref('fact_review')) }}
),

worded as (
    select
        review_number,
        {{ words('review_text') }} as words
    from reviews
),

counted as (
    select
        review_number,
        {{ list_size('words') }} as text_length,
        {{ elements(element_counts('words')) }} as word
    from worded
),

final as (
    select
        word.key as term,
        review_number,
        {{ term_weight('word.value', 'text_length', 150) }} as weight
    from counted
    where word.key <> ''
)

select * from final
order by term
