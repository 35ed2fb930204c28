with page_reviews as (
    select * from {{ ref('int_page_reviews') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by review_key
            order by last_observed_at desc, page_key desc, review_position asc
        ) as age_rank
    from page_reviews
),

seen as (
    select
        review_key,
        max(case when is_on_current_page then 1 else 0 end) = 1 as is_on_current_page,
        min(first_observed_at) as first_seen_at,
        max(last_observed_at) as last_seen_at
    from page_reviews
    group by review_key
),

final as (
    select
        ranked.review_key,
        ranked.film_key,
        ranked.reviewer_key,
        ranked.author,
        ranked.text_normal_sha256,
        ranked.claimed_date_text,
        ranked.claimed_date,
        ranked.claimed_date_basis,
        ranked.review_position,
        ranked.word_count,
        seen.is_on_current_page,
        seen.first_seen_at,
        seen.last_seen_at,
        ranked.page_key,
        ranked.line_number,
        ranked.byte_start,
        ranked.byte_end
    from ranked
    inner join seen on ranked.review_key = seen.review_key
    where ranked.age_rank = 1
)

select * from final
order by film_key
