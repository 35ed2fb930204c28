-- The reader's defects of values against nulls beside a kept text: both say the same.
with bad_values as (
    select
        page_key,
        'bad_rating' as defect_kind
    from {{ ref('stg_films') }}
    where
        {{ is_on_new_page() }}
        and rating_text is not null
        and rating is null
    union all
    select
        page_key,
        'bad_date' as defect_kind
    from {{ ref('stg_films') }}
    where
        {{ is_on_new_page() }}
        and release_date_text is not null
        and release_date is null
    union all
    select
        page_key,
        'bad_review_date' as defect_kind
    from {{ ref('stg_reviews') }}
    where
        {{ is_on_new_page() }}
        and claimed_date_text is not null
        and claimed_date is null
),

defects as (
    select
        page_key,
        defect_kind
    from {{ ref('stg_defects') }}
    where
        {{ is_on_new_page() }}
        and defect_kind in ('bad_rating', 'bad_date', 'bad_review_date')
)

{{ differences('bad_values', 'defects', ['page_key', 'defect_kind']) }}
