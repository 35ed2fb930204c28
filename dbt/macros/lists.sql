{# The number of elements of a list. #}
{% macro list_size(list) -%}
    {{ return(adapter.dispatch('list_size')(list)) }}
{%- endmacro %}

{% macro default__list_size(list) -%} len({{ list }}) {%- endmacro %}

{% macro spark__list_size(list) -%} size({{ list }}) {%- endmacro %}

{# The number of elements that two lists without repetition share. #}
{% macro shared_count(list, other) -%}
    {{ return(adapter.dispatch('shared_count')(list, other)) }}
{%- endmacro %}

{% macro default__shared_count(list, other) -%}
    len(list_intersect({{ list }}, {{ other }}))
{%- endmacro %}

{% macro spark__shared_count(list, other) -%}
    size(array_intersect({{ list }}, {{ other }}))
{%- endmacro %}

{# A row for every element of a list. #}
{% macro elements(list) -%}
    {{ return(adapter.dispatch('elements')(list)) }}
{%- endmacro %}

{% macro default__elements(list) -%} unnest({{ list }}) {%- endmacro %}

{% macro spark__elements(list) -%} explode({{ list }}) {%- endmacro %}

{# The distinct elements of a list (key), each with its number of occurrences (value). Counted
   list by list: one count over the words of all texts would need memory for all of them. #}
{% macro element_counts(list) -%}
    {{ return(adapter.dispatch('element_counts')(list)) }}
{%- endmacro %}

{% macro default__element_counts(list) -%}
    map_entries(list_histogram({{ list }}))
{%- endmacro %}

{% macro spark__element_counts(list) -%}
    transform(
        array_distinct({{ list }}),
        one -> named_struct('key', one, 'value', size(filter({{ list }}, other -> other = one)))
    )
{%- endmacro %}

{# The different texts of a group in order, in one text. #}
{% macro joined(text) -%}
    {{ return(adapter.dispatch('joined')(text)) }}
{%- endmacro %}

{% macro default__joined(text) -%}
    array_to_string(list_sort(list(distinct {{ text }})), ', ')
{%- endmacro %}

{% macro spark__joined(text) -%}
    array_join(array_sort(collect_set({{ text }})), ', ')
{%- endmacro %}
