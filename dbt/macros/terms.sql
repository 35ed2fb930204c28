{# The words of a text, without case and diacritics, as a list; empty ones where more than a
   blank stands between two. Cut at blanks, since to find each word by a pattern takes longer. #}
{% macro words(text) -%}
    {{ return(adapter.dispatch('words')(text)) }}
{%- endmacro %}

{% macro default__words(text) -%}
    string_split(
        regexp_replace(lower(strip_accents({{ text }})), '[^\p{L}\p{N} ]', ' ', 'g'), ' '
    )
{%- endmacro %}

{% macro spark__words(text) -%}
    split(regexp_replace(
        lower(translate({{ text }}, 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')),
        '[^\\p{L}\\p{N} ]', ' '
    ), ' ')
{%- endmacro %}

{# The first seven hex digits of a key as a number: a short name for it in an index. What is
   no such key (`unknown`) has none. #}
{% macro number_of(key) -%}
    {{ return(adapter.dispatch('number_of')(key)) }}
{%- endmacro %}

{% macro default__number_of(key) -%}
    try_cast('0x' || left({{ key }}, 7) as bigint)
{%- endmacro %}

{% macro spark__number_of(key) -%} conv(left({{ key }}, 7), 16, 10) {%- endmacro %}

{# What a word counts for in a text: BM25 with k1 = 1.2 and b = 0.75, in tenths. The mean
   length is a constant, so that a new text changes no other's weights. #}
{% macro term_weight(word_count, text_length, usual_length) -%}
    cast(round(
        22 * {{ word_count }}
        / ({{ word_count }} + 0.3e0 + 0.9e0 * {{ text_length }} / {{ usual_length }})
    ) as smallint)
{%- endmacro %}
