-- How much does the warehouse hold?
select
    (
        select count(*) from dim_film
        where film_key <> 'unknown'
    ) as films,
    (
        select count(*) from dim_film
        where has_page
    ) as films_with_page,
    (
        select count(*) from dim_person
        where person_key <> 'unknown'
    ) as people,
    (select count(*) from fact_review) as reviews,
    (
        select count(*) from fact_review
        where is_trusted
    ) as trusted_reviews,
    (select count(*) from bridge_similar) as links,
    (select count(*) from dim_page) as pages,
    (
        select count(*) from dim_page
        where status = 'quarantined'
    ) as quarantined_pages,
    (
        select count(*) from dim_page
        where status = 'loaded_with_defects'
    ) as pages_with_defects
