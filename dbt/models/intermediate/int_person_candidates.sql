with evidence as (
    select * from {{ ref('int_person_evidence') }}
),

counted as (
    select
        name_a,
        name_b,
        count(*) as evidence_count,
        count(character_name) as character_count,
        {{ joined('evidence_kind') }} as evidence_kinds
    from evidence
    group by name_a, name_b
),

final as (
    select
        name_a,
        name_b,
        evidence_count,
        character_count,
        evidence_kinds,
        cast(
            1
            - power(0.3, character_count)
            * power(0.6, evidence_count - character_count)
            as decimal(4, 3)
        ) as score
    from counted
    where
        evidence_count >= 2
        or character_count >= 1
)

select * from final
