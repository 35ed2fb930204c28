with reviews as (
    select * from {{ ref('fact_review') }}
),

trusted_reviews as (
    select * from {{ ref('trusted_review') }}
),

films as (
    select * from {{ ref('dim_film') }}
    where film_key <> 'unknown'
),

authors as (
    select * from {{ ref('dim_reviewer') }}
    where reviewer_key <> 'unknown'
),

metrics as (
    select
        'review_count' as metric_name,
        'Reviews; trusted without stock texts.' as metric_text,
        'boilerplate_text' as caveat_name,
        (select count(*) from reviews) as naive_value,
        (select count(*) from trusted_reviews) as trusted_value
    union all
    select
        'reviewed_film_count' as metric_name,
        'Films with a review; trusted with one that is no stock text.' as metric_text,
        'boilerplate_text' as caveat_name,
        (select count(distinct film_key) from reviews) as naive_value,
        (select count(distinct film_key) from trusted_reviews) as trusted_value
    union all
    select
        'words_per_review' as metric_name,
        'Mean words of a review; trusted without stock texts.' as metric_text,
        'boilerplate_text' as caveat_name,
        (select avg(word_count) from reviews) as naive_value,
        (select avg(word_count) from trusted_reviews) as trusted_value
    union all
    select
        'dated_review_count' as metric_name,
        'Reviews with a date; trusted where it is more than a position.' as metric_text,
        'synthetic_date' as caveat_name,
        (
            select count(*) from reviews
            where claimed_date is not null
        ) as naive_value,
        (
            select count(*) from reviews
            where
                claimed_date is not null
                and not has_synthetic_date
        ) as trusted_value
    union all
    select
        'reviewer_count' as metric_name,
        'Author names; trusted without suspicious ones.' as metric_text,
        'suspicious_author' as caveat_name,
        (select count(*) from authors) as naive_value,
        (
            select count(*) from authors
            where not is_suspicious
        ) as trusted_value
    union all
    select
        'film_count' as metric_name,
        'Films; trusted those with a page of their own.' as metric_text,
        'stub_film' as caveat_name,
        (select count(*) from films) as naive_value,
        (
            select count(*) from films
            where has_page
        ) as trusted_value
),

final as (
    select
        metric_name,
        metric_text,
        caveat_name,
        round(cast(naive_value as double), 3) as naive_value,
        round(cast(trusted_value as double), 3) as trusted_value
    from metrics
)

select * from final
