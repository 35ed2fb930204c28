{# Marts stand in schema main of the published file, so that `select * from dim_film` works. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ target.schema }}
{%- endmacro %}
