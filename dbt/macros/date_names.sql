{# English names of a date's month and weekday. #}
{% macro month_name(date) -%}
    {{ return(adapter.dispatch('month_name')(date)) }}
{%- endmacro %}

{% macro default__month_name(date) -%} strftime({{ date }}, '%B') {%- endmacro %}

{% macro spark__month_name(date) -%} date_format({{ date }}, 'MMMM') {%- endmacro %}

{% macro weekday_name(date) -%}
    {{ return(adapter.dispatch('weekday_name')(date)) }}
{%- endmacro %}

{% macro default__weekday_name(date) -%} strftime({{ date }}, '%A') {%- endmacro %}

{% macro spark__weekday_name(date) -%} date_format({{ date }}, 'EEEE') {%- endmacro %}
