with credits as (
    select * from {{ ref('int_page_credits') }}
    where {{ is_increment() }}
),

clusters as (
    select * from {{ ref('int_name_clusters') }}
),

printed as (
    select distinct name_normal
    from credits
    where
        name_normal is not null
        and {{ touched('film_key', 'int_touched_films') }}
),

-- A name may move its whole cluster to another key.
judged as (
    select distinct others.name_normal
    from printed
    inner join clusters on printed.name_normal = clusters.name_normal
    inner join clusters as others
        on clusters.person_name_normal = others.person_name_normal
),

final as (
    select
        name_normal as touched_key,
        false as is_judged
    from printed
    where name_normal not in (select judged.name_normal from judged)
    union all
    select
        name_normal as touched_key,
        true as is_judged
    from judged
)

select * from final
