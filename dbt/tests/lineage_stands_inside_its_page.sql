-- Spans in the marts against the sizes of their pages; only the unknown film has none.
-- A defect may be that nothing is there: an empty span, or a page without a line.
{% set tables = {
    'dim_film': ('film_key', 'int_touched_known_films'),
    'bridge_cast': ('film_key', 'int_touched_casts'),
    'bridge_similar_history': ('film_key', 'int_touched_films'),
    'fact_review': ('review_key', 'int_touched_reviews'),
    'fact_rating': ('page_key', 'int_touched_pages'),
    'fact_defect': ('page_key', 'int_touched_pages'),
} %}

with places as (
    {% for table, (key, by) in tables.items() %}
        select
            '{{ table }}' as table_name,
            '{{ table }}' = 'fact_defect' as may_be_empty,
            {{ "film_key = 'unknown'" if table == 'dim_film' else 'false' }}
                as is_unknown,
            page_key,
            line_number,
            byte_start,
            byte_end
        from {{ ref(table) }}
        where {{ touched(key, by) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

dim_page as (
    select * from {{ ref('dim_page') }}
),

judged as (
    select
        places.*,
        case
            when places.is_unknown
                then
                    places.page_key is null
                    and coalesce(
                        places.line_number, places.byte_start, places.byte_end
                    ) is null
            else
                places.line_number >= 1
                and places.line_number <= dim_page.line_count
                and places.byte_start >= 0
                and places.byte_start < places.byte_end
                and places.byte_end <= dim_page.byte_count
        end as is_inside,
        places.may_be_empty
        and places.line_number >= 1
        and places.line_number <= greatest(dim_page.line_count, 1)
        and places.byte_start >= 0
        and places.byte_start <= places.byte_end
        and places.byte_end <= dim_page.byte_count as is_inside_or_empty
    from places
    left join dim_page on places.page_key = dim_page.page_key
)

select *
from judged
where
    not coalesce(is_inside, false)
    and not coalesce(is_inside_or_empty, false)
