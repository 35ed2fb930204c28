{# A date from a text of a known form, null where the calendar has no such day. #}
{% macro date_from(text, form) -%}
    {{ return(adapter.dispatch('date_from')(text, form)) }}
{%- endmacro %}

{% macro default__date_from(text, form) -%}
    {%- set formats = {'month_name': '%B. %d,%Y', 'slashes': '%Y/%m/%d'} -%}
    cast(try_strptime({{ text }}, '{{ formats[form] }}') as date)
{%- endmacro %}

{% macro spark__date_from(text, form) -%}
    {%- set formats = {'month_name': 'MMMM. d,yyyy', 'slashes': 'yyyy/MM/dd'} -%}
    cast(try_to_timestamp({{ text }}, '{{ formats[form] }}') as date)
{%- endmacro %}
