with credits as (
    select * from {{ ref('int_credits') }}
    where person_key <> 'unknown'
),

films as (
    select * from {{ ref('int_films') }}
),

forms as (
    select
        person_key,
        credited_name,
        row_number() over (
            partition by person_key
            order by count(distinct film_key) desc, credited_name asc
        ) as form_rank
    from credits
    group by person_key, credited_name
),

names as (
    select
        person_key,
        max(case when form_rank = 1 then credited_name end) as name,
        count(*) as name_form_count
    from forms
    group by person_key
),

careers as (
    select
        credits.person_key,
        count(distinct films.film_key) as film_count,
        min(films.release_year) as first_film_year,
        max(films.release_year) as last_film_year
    from credits
    left join films on credits.film_key = films.film_key
    group by credits.person_key
),

final as (
    select
        names.person_key,
        names.name,
        cast(names.name_form_count as integer) as name_form_count,
        cast(careers.film_count as integer) as film_count,
        cast(careers.first_film_year as integer) as first_film_year,
        cast(careers.last_film_year as integer) as last_film_year
    from names
    inner join careers on names.person_key = careers.person_key
    union all
    select
        'unknown' as person_key,
        'unknown' as name,
        0 as name_form_count,
        0 as film_count,
        cast(null as integer) as first_film_year,
        cast(null as integer) as last_film_year
)

select * from final
