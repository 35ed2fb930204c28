with neighbours as (
    select distinct
        text_sha256_a,
        text_sha256_b
    from {{ ref('int_text_neighbours') }}
    where {{ touched(
        'text_sha256_a', 'int_touched_near_texts', ref('int_text_neighbours')
    ) }}
),

compared as (
    select text_sha256_a as text_normal_sha256
    from neighbours
    union
    select text_sha256_b as text_normal_sha256
    from neighbours
),

texts as (
    select * from {{ ref('int_texts') }}
    where text_normal_sha256 in (select compared.text_normal_sha256 from compared)
),

reviews as (
    select * from {{ ref('int_reviews') }}
    where review_key in (select texts.review_key from texts)
),

texts_of_reviews as (
    {{ texts_of_reviews('reviews') }}
),

worded as (
    select
        texts.text_normal_sha256,
        {{ first_words('texts_of_reviews.review_text', var('compared_words')) }}
            as words
    from texts
    inner join texts_of_reviews on texts.review_key = texts_of_reviews.review_key
),

paired as (
    select
        text_normal_sha256,
        {{ word_pairs('words') }} as word_pairs
    from worded
),

marked as (
    select
        text_normal_sha256,
        {{ list_size('word_pairs') }} as pair_count,
        {{ marks('word_pairs') }} as marks
    from paired
),

promising as (
    select
        neighbours.text_sha256_a,
        neighbours.text_sha256_b,
        least(marked_a.pair_count, marked_b.pair_count) as pair_count
    from neighbours
    inner join marked as marked_a
        on neighbours.text_sha256_a = marked_a.text_normal_sha256
    inner join marked as marked_b
        on neighbours.text_sha256_b = marked_b.text_normal_sha256
    where {{ may_share('marked_a', 'marked_b', var('least_shared_percent')) }}
),

measured as (
    select
        promising.text_sha256_a,
        promising.text_sha256_b,
        promising.pair_count,
        {{ shared_count('paired_a.word_pairs', 'paired_b.word_pairs') }}
            as shared_count
    from promising
    inner join paired as paired_a
        on promising.text_sha256_a = paired_a.text_normal_sha256
    inner join paired as paired_b
        on promising.text_sha256_b = paired_b.text_normal_sha256
),

final as (
    select
        measured.text_sha256_a,
        measured.text_sha256_b,
        texts_a.review_key as review_key_a,
        texts_b.review_key as review_key_b,
        cast(measured.shared_count * 1.0 / measured.pair_count as decimal(4, 3))
            as similarity,
        texts_a.is_of_one_author_and_film
        and texts_b.is_of_one_author_and_film
        and texts_a.film_key = texts_b.film_key
        and texts_a.reviewer_key = texts_b.reviewer_key as is_revision
    from measured
    inner join texts as texts_a
        on measured.text_sha256_a = texts_a.text_normal_sha256
    inner join texts as texts_b
        on measured.text_sha256_b = texts_b.text_normal_sha256
    where
        measured.shared_count * 100
        >= measured.pair_count * {{ var('least_shared_percent') }}
)

select * from final
