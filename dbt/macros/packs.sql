{# The name of the pack that a parsed row was read from. #}
{% macro pack() -%}
    {{ return(adapter.dispatch('pack')()) }}
{%- endmacro %}

{% macro default__pack() -%} parse_filename(filename) {%- endmacro %}

{% macro spark__pack() -%} element_at(split(input_file_name(), '/'), -1) {%- endmacro %}
