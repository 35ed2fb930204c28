with candidates as (
    select
        {{ key(['name_a', 'name_b']) }} as candidate_key,
        name_a,
        name_b,
        evidence_count,
        character_count,
        evidence_kinds,
        score
    from {{ ref('int_person_candidates') }}
),

places as (
    select * from {{ ref('int_person_evidence_places') }}
),

persons as (
    select
        name_normal,
        max(person_key) as person_key
    from {{ ref('int_credits') }}
    where
        name_normal in (select candidates.name_a from candidates)
        or name_normal in (select candidates.name_b from candidates)
    group by name_normal
),

judgements as (
    select
        form_a as form,
        form_b as other_form,
        judgement
    from {{ ref('stg_person_judgements') }}
    union all
    select
        form_b as form,
        form_a as other_form,
        judgement
    from {{ ref('stg_person_judgements') }}
),

forms as (
    select
        candidate_key,
        min(case when side = 'a' then name_form end) as form_a,
        min(case when side = 'b' then name_form end) as form_b,
        {{ joined(span('places')) }} as evidence_spans
    from places
    group by candidate_key
),

final as (
    select
        candidates.candidate_key,
        forms.form_a,
        forms.form_b,
        coalesce(persons_a.person_key, 'unknown') as person_key_a,
        coalesce(persons_b.person_key, 'unknown') as person_key_b,
        candidates.score,
        cast(candidates.evidence_count as integer) as evidence_count,
        candidates.character_count > 0 as names_character,
        candidates.evidence_kinds,
        forms.evidence_spans,
        judgements.judgement
    from candidates
    inner join forms on candidates.candidate_key = forms.candidate_key
    left join persons as persons_a on candidates.name_a = persons_a.name_normal
    left join persons as persons_b on candidates.name_b = persons_b.name_normal
    left join judgements
        on
            forms.form_a = judgements.form
            and forms.form_b = judgements.other_form
)

select * from final
