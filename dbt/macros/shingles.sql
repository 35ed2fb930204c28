{# Every two neighbouring words of a list of words, each once, as hashes of 64 bits: numbers
   are compared much faster than words. #}
{% macro word_pairs(words) -%}
    {{ return(adapter.dispatch('word_pairs')(words)) }}
{%- endmacro %}

{% macro default__word_pairs(words) -%}
    list_distinct(list_transform(
        range(1, len({{ words }})), i -> hash({{ words }}[i], {{ words }}[i + 1])
    ))
{%- endmacro %}

{% macro spark__word_pairs(words) -%}
    array_distinct(transform(
        sequence(1, size({{ words }}) - 1),
        i -> xxhash64(concat_ws(' ', slice({{ words }}, i, 2)))
    ))
{%- endmacro %}

{# The smallest hashes of every three neighbouring words: two lists of words that share most
   of their threes share some of these too (bottom-k MinHash). The hash is the engine's own:
   it says which texts are compared. #}
{% macro text_sketch(words, size) -%}
    {{ return(adapter.dispatch('text_sketch')(words, size)) }}
{%- endmacro %}

{% macro default__text_sketch(words, size) -%}
    list_sort(list_transform(
        range(1, len({{ words }}) - 1),
        i -> hash({{ words }}[i], {{ words }}[i + 1], {{ words }}[i + 2])
    ))[:{{ size }}]
{%- endmacro %}

{% macro spark__text_sketch(words, size) -%}
    slice(array_sort(transform(
        sequence(1, size({{ words }}) - 2),
        i -> xxhash64(concat_ws(' ', slice({{ words }}, i, 3)))
    )), 1, {{ size }})
{%- endmacro %}
