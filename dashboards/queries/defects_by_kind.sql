-- Which kinds of defects do pages have, and on how many pages?
select
    defect_kind,
    count(*) as defects,
    count(distinct page_key) as pages,
    count(*) filter (where is_left_out) as left_out
from fact_defect
group by defect_kind
order by pages desc, defects desc, defect_kind asc
