with films as (
    select
        title_normal,
        synopsis_key
    from {{ ref('int_films') }}
    where
        {{ is_increment() }}
        and {{ touched('film_key', 'int_touched_known_films') }}
    {% if is_increment() %}
        union all
        select
            title_normal,
            synopsis_key
        from {{ source('last_build', 'int_films') }}
        where {{ touched('film_key', 'int_touched_known_films') }}
    {% endif %}
),

final as (
    select title_normal as touched_key
    from films
    where title_normal is not null
    union
    select synopsis_key as touched_key
    from films
    where synopsis_key is not null
)

select * from final
