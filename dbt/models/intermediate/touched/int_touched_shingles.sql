with sketches as (
    select * from {{ ref('int_text_sketches') }}
    where {{ is_increment() }}
),

shingles as (
    select {{ elements('sketch') }} as touched_key
    from sketches
    where {{ touched('text_normal_sha256', 'int_touched_texts') }}
),

final as (
    select touched_key from shingles
    {% if is_increment() %}
        -- The groups that a text stood in before, should its words be other ones now.
        union
        select {{ elements('known.sketch') }} as touched_key
        from {{ source('last_build', 'int_text_sketches') }} as known
        where {{ touched('known.text_normal_sha256', 'int_touched_texts') }}
    {% endif %}
)

select distinct touched_key from final
