{# Key and text of the reviews of a CTE: as read where their page is new, else as they serve. A
   key holds the text's sha256: both are the same where there are both. #}
{% macro texts_of_reviews(reviews) -%}
    select
        {{ reviews }}.review_key,
        found.review_text
    from {{ reviews }}
    inner join (select * from {{ ref('stg_reviews') }} where {{ is_on_new_page() }}) as found
        on
            {{ reviews }}.page_key = found.page_key
            and {{ reviews }}.review_position = found.review_position
    {%- if is_increment() %}
    {%- set served = source('serving', 'fact_review') %}
    union
    select
        review_key,
        review_text
    from {{ served }}
    where {{ fetched_late(served, 'review_key in (select r.review_key from ' ~ reviews ~ ' as r)') }}
    {%- endif %}
{%- endmacro %}
