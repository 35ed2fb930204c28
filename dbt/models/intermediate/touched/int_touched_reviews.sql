with reviews as (
    select * from {{ ref('int_reviews') }}
    where {{ is_increment() }}
),

near_texts as (
    select
        text_sha256_a,
        text_sha256_b
    from {{ ref('int_near_texts') }}
    where {{ touched('text_sha256_a', 'int_touched_near_texts') }}
    {% if is_increment() %}
        union all
        select
            text_sha256_a,
            text_sha256_b
        from {{ source('last_build', 'int_near_texts') }}
        where {{ touched('text_sha256_a', 'int_touched_near_texts') }}
    {% endif %}
),

counted_texts as (
    select text_normal_sha256
    from {{ ref('int_texts') }}
    where
        film_count >= 2
        and {{ touched('text_normal_sha256', 'int_touched_texts') }}
    union
    select text_sha256_a as text_normal_sha256
    from near_texts
    union
    select text_sha256_b as text_normal_sha256
    from near_texts
),

final as (
    select review_key as touched_key
    from reviews
    where
        {{ touched('film_key', 'int_touched_films') }}
        or {{ touched('reviewer_key', 'int_changed_suspects') }}
        or text_normal_sha256 in (
            select counted_texts.text_normal_sha256 from counted_texts
        )
)

select * from final
