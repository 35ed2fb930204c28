{# The first words of a text in lower case, as a list; a word stands between blanks. Cut before
   it is split, so that a long text costs no more than a short one. #}
{% macro first_words(text, word_count) -%}
    {{ return(adapter.dispatch('first_words')(text, word_count)) }}
{%- endmacro %}

{% macro default__first_words(text, word_count) -%}
    string_split(lower(left({{ text }}, {{ word_count * 10 }})), ' ')[:{{ word_count }}]
{%- endmacro %}

{% macro spark__first_words(text, word_count) -%}
    slice(
        split(lower(left({{ text }}, {{ word_count * 10 }})), ' '), 1, {{ word_count }}
    )
{%- endmacro %}
