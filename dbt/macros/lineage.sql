{# Where a row's text stands in the raw page. #}
{% macro lineage(relation) -%}
    {{ relation }}.page_key,
    cast({{ relation }}.line_number as integer) as line_number,
    cast({{ relation }}.byte_start as bigint) as byte_start,
    cast({{ relation }}.byte_end as bigint) as byte_end
{%- endmacro %}

{# The unknown member was seen on no page. #}
{% macro never_seen() -%}
    cast(null as timestamp) as first_seen_at,
    cast(null as timestamp) as last_seen_at
{%- endmacro %}

{% macro no_lineage() -%}
    cast(null as string) as page_key,
    cast(null as integer) as line_number,
    cast(null as bigint) as byte_start,
    cast(null as bigint) as byte_end
{%- endmacro %}

{# A place in the raw pages as one text: page, first byte, end byte. #}
{% macro span(relation) -%}
    {{ relation }}.page_key || ':' || cast({{ relation }}.byte_start as string)
    || '-' || cast({{ relation }}.byte_end as string)
{%- endmacro %}
