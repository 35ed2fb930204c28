-- Which two names may be one person's, and wait for a judgement?
select
    form_a,
    form_b,
    score,
    replace(evidence_kinds, '_', ' ') as evidence_kinds,
    evidence_count as evidences,
    case
        when person_key_a = 'unknown' then person_key_b else person_key_a
    end as person_key
from person_match_candidate
where judgement is null
order by score desc, form_a asc, form_b asc
limit 50
