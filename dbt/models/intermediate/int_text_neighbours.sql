with hashed as (
    select
        text_normal_sha256,
        sketch,
        {{ elements('sketch') }} as shingle_hash
    from {{ ref('int_text_sketches') }}
    where word_count >= {{ var('least_words_of_near_duplicates') }}
),

touched as (
    select * from hashed
    where {{ touched('shingle_hash', 'int_touched_shingles') }}
),

repeated as (
    select shingle_hash
    from touched
    group by shingle_hash
    having count(distinct text_normal_sha256) > 1
),

shared as (
    select distinct
        touched.text_normal_sha256,
        touched.sketch,
        touched.shingle_hash
    from touched
    inner join repeated on touched.shingle_hash = repeated.shingle_hash
),

-- In a crowd around one phrase alike texts have alike sketches, and stand side by side.
neighbours as (
    select
        shingle_hash,
        text_normal_sha256,
        lag(text_normal_sha256, 1) over (
            partition by shingle_hash
            order by sketch, text_normal_sha256
        ) as last_sha256,
        lag(text_normal_sha256, 2) over (
            partition by shingle_hash
            order by sketch, text_normal_sha256
        ) as last_but_one_sha256
    from shared
),

pairs as (
    select
        shingle_hash,
        text_normal_sha256,
        last_sha256 as neighbour_sha256
    from neighbours
    union all
    select
        shingle_hash,
        text_normal_sha256,
        last_but_one_sha256 as neighbour_sha256
    from neighbours
),

final as (
    select
        shingle_hash,
        least(text_normal_sha256, neighbour_sha256) as text_sha256_a,
        greatest(text_normal_sha256, neighbour_sha256) as text_sha256_b
    from pairs
    where neighbour_sha256 is not null
)

select * from final
order by shingle_hash
