{# Every day between two dates, both included, as rows of one column. #}
{% macro date_series(first, last) -%}
    {{ return(adapter.dispatch('date_series')(first, last)) }}
{%- endmacro %}

{% macro default__date_series(first, last) -%}
    unnest(generate_series({{ first }}, {{ last }}, interval 1 day))
{%- endmacro %}

{% macro spark__date_series(first, last) -%}
    explode(sequence({{ first }}, {{ last }}, interval 1 day))
{%- endmacro %}
