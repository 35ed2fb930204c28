-- Which two names may be one person's, and wait for a judgement?
select
    form_a,
    form_b,
    score,
    evidence_kinds
from person_match_candidate
where judgement is null
order by score desc, form_a asc
