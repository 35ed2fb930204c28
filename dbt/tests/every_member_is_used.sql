-- Persons, providers and reviewers against the page versions: some page names each.
with members as (
    select
        'person' as member_kind,
        person_key as member_key
    from {{ ref('dim_person') }}
    where {{ touched('person_key', 'int_touched_persons') }}
    union all
    select
        'provider' as member_kind,
        provider_key as member_key
    from {{ ref('dim_provider') }}
    union all
    select
        'reviewer' as member_kind,
        reviewer_key as member_key
    from {{ ref('dim_reviewer') }}
    where {{ touched('reviewer_key', 'int_touched_reviewers') }}
),

used as (
    select distinct
        'person' as member_kind,
        person_key as member_key
    from {{ ref('int_credits') }}
    union all
    select distinct
        'provider' as member_kind,
        provider_key as member_key
    from {{ ref('int_mentions') }}
    union all
    select distinct
        'reviewer' as member_kind,
        reviewer_key as member_key
    from {{ ref('int_page_reviews') }}
)

select
    members.member_kind,
    members.member_key
from members
left join used
    on
        members.member_kind = used.member_kind
        and members.member_key = used.member_key
where
    members.member_key <> 'unknown'
    and used.member_key is null
