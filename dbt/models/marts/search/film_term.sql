with films as (
    select
        {{ number_of('film_key') }} as film_number,
        title || ' ' || title || ' ' || title || ' ' || coalesce(synopsis, '') as said
    from {{ ref('dim_film') }}
    where film_key <> 'unknown'
),

worded as (
    select
        film_number,
        {{ words('said') }} as words
    from films
    where {{ touched('film_number', 'int_touched_film_numbers') }}
),

counted as (
    select
        film_number,
        {{ list_size('words') }} as text_length,
        {{ elements(element_counts('words')) }} as word
    from worded
),

final as (
    select
        word.key as term,
        film_number,
        {{ term_weight('word.value', 'text_length', 60) }} as weight
    from counted
    where word.key <> ''
)

select * from final
order by term
