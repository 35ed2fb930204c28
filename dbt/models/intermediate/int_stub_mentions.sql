with mentions as (
    select * from {{ ref('int_mentions') }}
    where
        similar_film_key <> 'unknown'
        and {{ touched('similar_film_key', 'int_touched_known_films') }}
),

current_pages as (
    select * from {{ ref('int_current_pages') }}
),

wordings as (
    select
        similar_film_key,
        wording_key,
        count(*) as mention_count
    from mentions
    group by similar_film_key, wording_key
),

ranked as (
    select
        mentions.similar_film_key,
        mentions.page_key,
        mentions.byte_start,
        row_number() over (
            partition by mentions.similar_film_key
            order by
                wordings.mention_count desc,
                mentions.last_observed_at desc,
                mentions.page_key desc,
                mentions.byte_start asc
        ) as speaker_rank
    from mentions
    inner join wordings
        on
            mentions.similar_film_key = wordings.similar_film_key
            and mentions.wording_key = wordings.wording_key
    left join current_pages on mentions.similar_film_key = current_pages.film_key
    where current_pages.film_key is null
),

final as (
    select
        similar_film_key,
        page_key,
        byte_start
    from ranked
    where speaker_rank = 1
)

select * from final
