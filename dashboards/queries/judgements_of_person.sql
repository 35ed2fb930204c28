-- Which other name may be this person's too, where does that stand, and who judged it?
with candidates as (
    select
        candidate_key,
        score,
        case when person_key_a = $person_key then form_b else form_a end as other_name,
        coalesce(judgement, 'waits for one') as judgement
    from person_match_candidate
    where person_key_a = $person_key or person_key_b = $person_key
)

select distinct
    candidates.other_name,
    candidates.judgement,
    replace(person_match_evidence.evidence_kind, '_', ' ') as evidence,
    dim_film.title,
    dim_film.release_year,
    candidates.score,
    person_match_evidence.film_key
from candidates
inner join person_match_evidence
    on candidates.candidate_key = person_match_evidence.candidate_key
inner join dim_film on person_match_evidence.film_key = dim_film.film_key
order by
    candidates.score desc,
    candidates.other_name asc,
    dim_film.title asc,
    evidence asc
limit 100
