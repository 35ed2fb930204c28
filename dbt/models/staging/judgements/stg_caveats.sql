with source as (
    select * from {{ ref('caveat') }}
),

typed as (
    select
        caveat_name,
        caveat_text,
        table_name,
        column_name,
        predicate
    from source
)

select * from typed
