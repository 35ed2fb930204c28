-- How many people are there, under how many names, and how many wait to be judged?
select
    count(*) as people,
    count(*) filter (where film_count > 1) as in_several_films,
    count(*) filter (where name_form_count > 1) as with_several_forms,
    (
        select count(*) from bridge_person_name
        where bridge_person_name.basis = 'judged'
    ) as judged_forms,
    (
        select count(*) from person_match_candidate
        where person_match_candidate.judgement is null
    ) as waiting_pairs
from dim_person
where person_key <> 'unknown'
