-- What came into a film's lists, and what went, from capture to capture?
select
    similar_title as title,
    case list_kind
        when 'similar_titles' then 'similar' else 'may also like'
    end as list,
    list_position as place,
    cast(valid_from as date) as since,
    cast(valid_to as date) as until,
    similar_film_key as film_key
from bridge_similar_history
where film_key = $film_key
order by
    valid_to is null asc,
    valid_to desc,
    list_kind asc,
    list_position asc
limit 60
