-- Titles as parsed, of films and of mentions, against dim_film by key.
with observed as (
    select distinct page_key from {{ ref('stg_observations') }}
),

titles as (
    select
        film_key,
        page_key
    from {{ ref('stg_films') }}
    where {{ is_on_new_page() }}
    union all
    select
        similar_film_key as film_key,
        page_key
    from {{ ref('stg_related_films') }}
    where {{ is_on_new_page() }}
),

dim_film as (
    select * from {{ ref('dim_film') }}
)

select
    titles.film_key,
    titles.page_key
from titles
inner join observed on titles.page_key = observed.page_key
left join dim_film on titles.film_key = dim_film.film_key
where dim_film.film_key is null
