with mentions as (
    select * from {{ ref('int_mentions') }}
    where {{ is_increment() }}
),

final as (
    select touched_key from {{ ref('int_touched_films') }}
    union
    select similar_film_key as touched_key
    from mentions
    where {{ touched('film_key', 'int_touched_films') }}
)

select * from final
