with reviews as (
    select * from {{ ref('int_reviews') }}
    where
        text_normal_sha256 is not null
        and film_key <> 'unknown'
),

final as (
    select
        text_normal_sha256,
        count(distinct film_key) as film_count
    from reviews
    group by text_normal_sha256
)

select * from final
