-- What makes authors suspicious, and how many of them?
select
    suspicion_kind,
    count(distinct reviewer_key) as authors,
    count(*) as reviews
from suspicious_author
group by suspicion_kind
order by authors desc, suspicion_kind asc
