with source as (
    select * from {{ ref('person_judgement') }}
),

typed as (
    select
        form_a,
        form_b,
        judgement,
        page_key,
        byte_start,
        byte_end,
        judged_by,
        judged_on
    from source
)

select * from typed
