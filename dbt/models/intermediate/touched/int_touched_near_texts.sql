with neighbours as (
    select * from {{ ref('int_text_neighbours') }}
    where {{ is_increment() }}
),

final as (
    select text_sha256_a as touched_key
    from neighbours
    where
        {{ touched('shingle_hash', 'int_touched_shingles') }}
        or {{ touched('text_sha256_a', 'int_touched_texts') }}
        or {{ touched('text_sha256_b', 'int_touched_texts') }}
    {% if is_increment() %}
        union
        select text_sha256_a as touched_key
        from {{ source('last_build', 'int_text_neighbours') }}
        where {{ touched('shingle_hash', 'int_touched_shingles') }}
    {% endif %}
)

select distinct touched_key from final
