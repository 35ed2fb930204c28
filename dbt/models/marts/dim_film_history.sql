with instants as (
    select * from {{ ref('int_film_instants') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

films as (
    select * from {{ ref('stg_films') }}
),

said as (
    select
        instants.*,
        {{ key([
            'films.title',
            'films.release_date_text',
            'films.certificate',
            'films.rating_text',
            'films.synopsis',
        ]) }} as wording_key
    from instants
    inner join films on instants.page_key = films.page_key
),

numbered as (
    select
        *,
        {{ stretch_number(['film_key', 'wording_key']) }} as stretch_number
    from said
),

stretches as (
    select
        film_key,
        min(observed_at) as valid_from,
        max(instant_number) as last_instant_number
    from numbered
    group by film_key, wording_key, stretch_number
),

final as (
    select
        stretches.film_key,
        films.title,
        films.certificate,
        films.synopsis,
        films.release_date_text,
        films.rating_text,
        films.rating,
        instants.next_observed_at is null as is_current,
        films.release_date,
        stretches.valid_from,
        instants.next_observed_at as valid_to,
        {{ lineage('films') }}
    from stretches
    inner join instants
        on
            stretches.film_key = instants.film_key
            and stretches.last_instant_number = instants.instant_number
    inner join films on instants.page_key = films.page_key
)

select * from final
order by film_key
