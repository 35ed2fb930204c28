with credits as (
    select * from {{ ref('int_credits') }}
    where
        person_key <> 'unknown'
        and {{ touched('person_key', 'int_touched_persons') }}
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

form_counts as (
    select
        person_key,
        count(*) as name_form_count
    from forms
    group by person_key
),

careers as (
    select
        credits.person_key,
        count(distinct films.film_key) as film_count,
        min(films.release_year) as first_film_year,
        max(films.release_year) as last_film_year,
        min(credits.first_observed_at) as first_seen_at,
        max(credits.last_observed_at) as last_seen_at
    from credits
    left join films on credits.film_key = films.film_key
    group by credits.person_key
),

final as (
    select
        forms.person_key,
        forms.credited_name as name,
        cast(form_counts.name_form_count as integer) as name_form_count,
        cast(careers.film_count as integer) as film_count,
        cast(careers.first_film_year as integer) as first_film_year,
        cast(careers.last_film_year as integer) as last_film_year,
        careers.first_seen_at,
        careers.last_seen_at
    from forms
    inner join form_counts on forms.person_key = form_counts.person_key
    inner join careers on forms.person_key = careers.person_key
    where forms.form_rank = 1
    union all
    select
        'unknown' as person_key,
        'unknown' as name,
        0 as name_form_count,
        0 as film_count,
        cast(null as integer) as first_film_year,
        cast(null as integer) as last_film_year,
        {{ never_seen() }}
    where {{ touched("'unknown'", 'int_touched_persons') }}
)

select * from final
