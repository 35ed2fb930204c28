with suspects as (
    select distinct reviewer_key
    from {{ ref('int_suspicions') }}
    where
        {{ is_increment() }}
        and {{ touched('reviewer_key', 'int_touched_reviewers') }}
),

{% if is_increment() %}
    known as (
        select distinct reviewer_key
        from {{ source('last_build', 'int_suspicions') }}
        where {{ touched('reviewer_key', 'int_touched_reviewers') }}
    ),
{% else %}
    known as (
        select * from suspects
    ),
{% endif %}

final as (
    select coalesce(suspects.reviewer_key, known.reviewer_key) as touched_key
    from suspects
    full outer join known on suspects.reviewer_key = known.reviewer_key
    where
        suspects.reviewer_key is null
        or known.reviewer_key is null
)

select * from final
