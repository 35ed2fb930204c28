with recursive judgements as (
    select * from {{ ref('stg_person_judgements') }}
    where judgement = 'same'
),

forms as (
    select form_a as form
    from judgements
    union
    select form_b as form
    from judgements
),

named as (
    select credits.name_normal
    from {{ ref('int_page_credits') }} as credits
    inner join forms on credits.credited_name = forms.form
),

printed as (
    select distinct
        credited_name,
        name_normal
    from {{ ref('int_page_credits') }}
    where
        name_normal in (select named.name_normal from named)
        or name_normal in (select forms.form from forms)
),

-- A form that no cast prints may still join two that casts print.
links as (
    select
        coalesce(printed_a.name_normal, judgements.form_a) as name_a,
        coalesce(printed_b.name_normal, judgements.form_b) as name_b
    from judgements
    left join printed as printed_a on judgements.form_a = printed_a.credited_name
    left join printed as printed_b on judgements.form_b = printed_b.credited_name
),

both_ways as (
    select
        name_a as name_normal,
        name_b as linked_name
    from links
    union
    select
        name_b as name_normal,
        name_a as linked_name
    from links
),

reached as (
    select
        name_normal,
        linked_name
    from both_ways
    union
    select
        reached.name_normal,
        both_ways.linked_name
    from reached
    inner join both_ways on reached.linked_name = both_ways.name_normal
),

final as (
    select
        reached.name_normal,
        min(persons.name_normal) as person_name_normal
    from reached
    inner join printed as names on reached.name_normal = names.name_normal
    inner join printed as persons on reached.linked_name = persons.name_normal
    group by reached.name_normal
)

select * from final
