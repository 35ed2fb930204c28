with texts as (
    select * from {{ ref('int_texts') }}
    where word_count >= {{ var('least_words_of_near_duplicates') }}
),

reviews as (
    select * from {{ ref('int_reviews') }}
),

stg_reviews as (
    select * from {{ ref('stg_reviews') }}
),

worded as (
    select
        texts.text_normal_sha256,
        {{ first_words('stg_reviews.review_text', var('compared_words')) }} as words
    from texts
    inner join reviews on texts.review_key = reviews.review_key
    inner join stg_reviews
        on
            reviews.page_key = stg_reviews.page_key
            and reviews.review_position = stg_reviews.review_position
),

final as (
    select
        text_normal_sha256,
        {{ text_sketch('words', 8) }} as sketch
    from worded
)

select * from final
