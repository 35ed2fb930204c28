-- From which decades are the films, and which are known only by mention?
select
    release_year - release_year % 10 as decade,
    case when has_page then 'with a page' else 'known by mention' end as known,
    case when has_page then 'other' else 'unknown' end as tone,
    count(*) as films
from dim_film
where release_year is not null
group by decade, known, tone
order by decade asc, known desc
