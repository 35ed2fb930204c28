-- Which people are called so, under any name: exactly, from the start on, or within?
with people as (
    select
        person_key,
        name,
        film_count,
        strip_accents(lower(name)) as plain,
        strip_accents(lower($sought)) as sought
    from dim_person
    where person_key <> 'unknown'
),

by_name as (
    select
        person_key,
        name as name_form,
        case
            when plain = sought then 1 when starts_with(plain, sought) then 2 else 3
        end as nearness
    from people
    where contains(plain, sought)
    order by nearness asc, film_count desc, name_form asc
    limit 20
),

several as (
    select person_key
    from dim_person
    where name_form_count > 1
),

other_forms as (
    select
        bridge_person_name.person_key,
        bridge_person_name.name_form,
        strip_accents(lower(bridge_person_name.name_form)) as plain,
        strip_accents(lower($sought)) as sought
    from bridge_person_name
    inner join several on bridge_person_name.person_key = several.person_key
),

by_other_form as (
    select
        person_key,
        name_form,
        case
            when plain = sought then 1 when starts_with(plain, sought) then 2 else 3
        end as nearness
    from other_forms
    where contains(plain, sought)
    order by nearness asc, name_form asc
    limit 20
),

matches as (
    select * from by_name
    union all
    select * from by_other_form
),

ranked as (
    select
        dim_person.person_key,
        dim_person.name,
        matches.name_form,
        matches.nearness,
        dim_person.film_count,
        row_number() over (
            partition by dim_person.person_key
            order by
                matches.nearness asc,
                matches.name_form <> dim_person.name asc,
                matches.name_form asc
        ) as form_rank
    from matches
    inner join dim_person on matches.person_key = dim_person.person_key
)

select
    name,
    film_count as films,
    case when name_form <> name then name_form end as found_as,
    case nearness
        when 1 then 'exact' when 2 then 'prefix' else 'contains'
    end as match_kind,
    person_key
from ranked
where form_rank = 1
order by nearness asc, films desc, name asc, person_key asc
limit 20
