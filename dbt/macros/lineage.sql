{# Where a row's text stands in the raw page. #}
{% macro lineage(relation) -%}
    {{ relation }}.page_key,
    cast({{ relation }}.line_number as integer) as line_number,
    cast({{ relation }}.byte_start as bigint) as byte_start,
    cast({{ relation }}.byte_end as bigint) as byte_end
{%- endmacro %}
