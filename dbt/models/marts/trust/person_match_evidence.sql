with places as (
    select * from {{ ref('int_person_evidence_places') }}
),

final as (
    select
        candidate_key,
        evidence_key,
        evidence_kind,
        name_form,
        film_key,
        character_name,
        {{ lineage('places') }}
    from places
)

select * from final
