with pages as (
    select * from {{ ref('int_pages') }}
    where status <> 'quarantined'
),

stg_films as (
    select * from {{ ref('stg_films') }}
),

films as (
    select * from {{ ref('int_films') }}
),

credits as (
    select * from {{ ref('int_credits') }}
    where person_key <> 'unknown'
),

early_captures as (
    select
        'release_after_capture' as finding_kind,
        pages.film_key,
        'unknown' as person_key,
        stg_films.release_date_text as stated_text,
        'dated ' || cast(stg_films.release_date as string) || ', captured '
        || cast(cast(pages.first_observed_at as date) as string) as finding,
        {{ lineage('stg_films') }}
    from pages
    inner join stg_films on pages.page_key = stg_films.page_key
    where pages.release_date > cast(pages.first_observed_at as date)
),

careers as (
    select
        person_key,
        first_film_year as first_year,
        last_film_year as last_year
    from {{ ref('dim_person') }}
    where last_film_year - first_film_year > {{ var('longest_career_years') }}
),

-- The newest credit in each film of the first and of the last year.
ends as (
    select
        credits.*,
        careers.first_year,
        careers.last_year,
        row_number() over (
            partition by credits.person_key, credits.film_key
            order by
                credits.last_observed_at desc,
                credits.page_key desc,
                credits.byte_start asc
        ) as age_rank
    from credits
    inner join careers on credits.person_key = careers.person_key
    inner join films on credits.film_key = films.film_key
    where films.release_year in (careers.first_year, careers.last_year)
),

long_careers as (
    select
        'career_over_{{ var("longest_career_years") }}_years' as finding_kind,
        film_key,
        person_key,
        credited_name as stated_text,
        'credited from ' || cast(first_year as string) || ' to '
        || cast(last_year as string) as finding,
        {{ lineage('ends') }}
    from ends
    where age_rank = 1
),

final as (
    select * from early_captures
    union all
    select * from long_careers
)

select * from final
