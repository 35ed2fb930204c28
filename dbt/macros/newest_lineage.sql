{# Where the newest page that shows it prints a group's text: of pages of one instant the one
   with the greatest key, on it the first place. #}
{% macro newest_lineage(relation) -%}
    {{ newest(relation, 'page_key') }} as page_key,
    cast({{ newest(relation, 'line_number') }} as integer) as line_number,
    cast({{ newest(relation, 'byte_start') }} as bigint) as byte_start,
    cast({{ newest(relation, 'byte_end') }} as bigint) as byte_end
{%- endmacro %}

{% macro newest(relation, column) -%}
    max_by(
        {{ relation }}.{{ column }},
        ({{ relation }}.last_observed_at, {{ relation }}.page_key, -{{ relation }}.byte_start)
    )
{%- endmacro %}
