with reviews as (
    select * from {{ ref('int_reviews') }}
    where {{ is_increment() }}
),

texts as (
    select
        text_normal_sha256,
        film_count >= 2 as is_stock,
        reviewer_count >= 2
        and word_count >= {{ var('least_words_of_shared_texts') }} as is_shared
    from {{ ref('int_texts') }}
    where
        {{ is_increment() }}
        and {{ touched('text_normal_sha256', 'int_touched_texts') }}
),

-- Of a text that many share it only counts what it is, not how many they are.
changed as (
    select text_normal_sha256 from texts
    {% if is_increment() %}
        except
        select known.text_normal_sha256
        from {{ source('last_build', 'int_texts') }} as known
        inner join texts
            on
                known.text_normal_sha256 = texts.text_normal_sha256
                and (known.film_count >= 2) = texts.is_stock
                and (
                    known.reviewer_count >= 2
                    and known.word_count >= {{ var('least_words_of_shared_texts') }}
                ) = texts.is_shared
    {% endif %}
),

final as (
    select reviewer_key as touched_key
    from reviews
    where
        {{ touched('film_key', 'int_touched_films') }}
        or text_normal_sha256 in (select changed.text_normal_sha256 from changed)
)

select distinct touched_key from final
where touched_key <> 'unknown'
