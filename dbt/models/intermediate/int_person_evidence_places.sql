with candidates as (
    select * from {{ ref('int_person_candidates') }}
),

evidence as (
    select * from {{ ref('int_person_evidence') }}
),

credits as (
    select * from {{ ref('int_credits') }}
),

quotations as (
    select * from {{ ref('stg_quotations') }}
),

printed as (
    select
        page_key,
        byte_start,
        byte_end,
        line_number,
        name_normal,
        credited_name as name_form
    from credits
    union all
    select
        page_key,
        byte_start,
        byte_end,
        line_number,
        quoted_name_normal as name_normal,
        quoted_name as name_form
    from quotations
),

sides as (
    select
        evidence.*,
        'a' as side,
        name_a as name_normal,
        page_key_a as page_key,
        byte_start_a as byte_start
    from evidence
    union all
    select
        evidence.*,
        'b' as side,
        name_b as name_normal,
        page_key_b as page_key,
        byte_start_b as byte_start
    from evidence
),

final as (
    select
        {{ key(['sides.name_a', 'sides.name_b']) }} as candidate_key,
        {{ key(['sides.name_a', 'sides.name_b', 'sides.independent_key']) }}
            as evidence_key,
        sides.evidence_kind,
        sides.side,
        printed.name_form,
        sides.film_key,
        sides.character_name,
        {{ lineage('printed') }}
    from sides
    inner join candidates
        on
            sides.name_a = candidates.name_a
            and sides.name_b = candidates.name_b
    inner join printed
        on
            sides.page_key = printed.page_key
            and sides.byte_start = printed.byte_start
            and sides.name_normal = printed.name_normal
)

select * from final
