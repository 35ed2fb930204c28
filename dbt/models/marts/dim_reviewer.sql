with authors as (
    select distinct
        reviewer_key,
        author as name
    from {{ ref('stg_reviews') }}
    where reviewer_key <> 'unknown'
),

reviews as (
    select * from {{ ref('int_reviews') }}
),

text_films as (
    select * from {{ ref('int_text_films') }}
),

counts as (
    select
        reviews.reviewer_key,
        count(*) as review_count,
        count(distinct nullif(reviews.film_key, 'unknown')) as film_count,
        sum(case when text_films.film_count >= 2 then 1 else 0 end) as boilerplate_count
    from reviews
    left join text_films on reviews.text_normal_sha256 = text_films.text_normal_sha256
    group by reviews.reviewer_key
),

final as (
    select
        authors.reviewer_key,
        authors.name,
        cast(counts.review_count as integer) as review_count,
        cast(counts.film_count as integer) as film_count,
        cast(counts.boilerplate_count as integer) as boilerplate_count
    from authors
    inner join counts on authors.reviewer_key = counts.reviewer_key
    union all
    select
        'unknown' as reviewer_key,
        'unknown' as name,
        0 as review_count,
        0 as film_count,
        0 as boilerplate_count
)

select * from final
