with reviews as (
    select * from {{ ref('int_reviews') }}
    where {{ is_increment() }}
),

final as (
    select distinct text_normal_sha256 as touched_key
    from reviews
    where
        text_normal_sha256 is not null
        and {{ touched('film_key', 'int_touched_films') }}
)

select * from final
