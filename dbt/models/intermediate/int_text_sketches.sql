{% set columns = ['text_normal_sha256', 'review_key', 'sketch'] %}

with texts as (
    select * from {{ ref('int_texts') }}
    where {{ touched('text_normal_sha256', 'int_touched_texts') }}
),

reviews as (
    select * from {{ ref('int_reviews') }}
),

stg_reviews as (
    select * from {{ ref('stg_reviews') }}
    where {{ is_on_new_page() }}
),

worded as (
    select
        texts.text_normal_sha256,
        texts.review_key,
        {{ first_words('stg_reviews.review_text', var('compared_words')) }} as words
    from texts
    inner join reviews on texts.review_key = reviews.review_key
    inner join stg_reviews
        on
            reviews.page_key = stg_reviews.page_key
            and reviews.review_position = stg_reviews.review_position
),

sketched as (
    select
        text_normal_sha256,
        review_key,
        {{ text_sketch('words', 8) }} as sketch
    from worded
),

every_sketch as (
    select {{ columns | join(', ') }} from sketched
    {{ and_known(columns, 'text_normal_sha256', 'int_touched_texts') }}
),

-- What is known of a text holds as long as the same review stands for it.
final as (
    select distinct
        every_sketch.text_normal_sha256,
        every_sketch.review_key,
        texts.word_count,
        every_sketch.sketch
    from every_sketch
    inner join texts
        on
            every_sketch.text_normal_sha256 = texts.text_normal_sha256
            and every_sketch.review_key = texts.review_key
)

select * from final
order by text_normal_sha256
