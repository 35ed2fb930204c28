with near_texts as (
    select * from {{ ref('int_near_texts') }}
    where {{ touched('text_sha256_a', 'int_touched_near_texts') }}
),

final as (
    select
        review_key_a,
        review_key_b,
        text_sha256_a,
        text_sha256_b,
        similarity,
        is_revision
    from near_texts
)

select * from final
