-- How many review dates are dates, and how many are only positions on the page?
select
    claimed_date_basis,
    count(*) as reviews,
    count(distinct film_key) as films
from fact_review
group by claimed_date_basis
order by reviews desc
