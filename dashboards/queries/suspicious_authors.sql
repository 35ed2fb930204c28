-- Which authors share texts with other names, or post nothing but stock texts?
with authors as (
    select
        reviewer_key,
        name,
        review_count,
        film_count,
        boilerplate_count
    from dim_reviewer
    where
        is_suspicious
        and reviewer_key <> 'unknown'
    order by boilerplate_count desc, review_count desc, name asc, reviewer_key asc
    limit 50
),

kinds as (
    select
        suspicious_author.reviewer_key,
        max(
            case suspicious_author.suspicion_kind
                when 'shared_text' then 1 else 0
            end
        ) as shares_texts,
        max(
            case suspicious_author.suspicion_kind
                when 'only_stock_texts' then 1 else 0
            end
        ) as has_only_stock_texts
    from suspicious_author
    inner join authors on suspicious_author.reviewer_key = authors.reviewer_key
    group by suspicious_author.reviewer_key
)

select
    authors.name as author,
    case
        when kinds.shares_texts + kinds.has_only_stock_texts = 2 then 'both'
        when kinds.has_only_stock_texts = 1 then 'only stock texts'
        else 'shared text'
    end as suspicion,
    authors.review_count as reviews,
    authors.boilerplate_count as stock_reviews,
    authors.film_count as films,
    authors.reviewer_key
from authors
inner join kinds on authors.reviewer_key = kinds.reviewer_key
order by stock_reviews desc, reviews desc, author asc, authors.reviewer_key asc
