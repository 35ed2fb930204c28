-- Pairs that stand side by side now and did not before, or the other way round; and
-- those of a text whose words or films may be other ones.
with neighbours as (
    select distinct
        text_sha256_a,
        text_sha256_b
    from {{ ref('int_text_neighbours') }}
    where
        {{ is_increment() }}
        and {{ touched(
            'shingle_hash', 'int_touched_shingles', ref('int_text_neighbours')
        ) }}
),

{% if is_increment() %}
    known as (
        select distinct
            text_sha256_a,
            text_sha256_b
        from {{ source('last_build', 'int_text_neighbours') }}
        where {{ touched(
            'shingle_hash', 'int_touched_shingles', source('last_build', 'int_text_neighbours')
        ) }}
    ),
{% else %}
    known as (
        select * from neighbours
    ),
{% endif %}

new_pairs as (
    select * from neighbours
    except
    select * from known
),

old_pairs as (
    select * from known
    except
    select * from neighbours
),

final as (
    select text_sha256_a as touched_key
    from new_pairs
    union
    select text_sha256_a as touched_key
    from old_pairs
    union
    select text_sha256_a as touched_key
    from neighbours
    where
        {{ touched('text_sha256_a', 'int_touched_texts') }}
        or {{ touched('text_sha256_b', 'int_touched_texts') }}
)

select * from final
