{# What two spellings of one name share, from a name without case, diacritics and punctuation. #}

{# The first letter and the last word: `r helpmann` for Robert, R. and R. J. Helpmann. #}
{% macro initial_and_last_word(folded) -%}
    left({{ folded }}, 1) || ' ' || regexp_extract({{ folded }}, '[^ ]+$', 0)
{%- endmacro %}

{# Whether a name has a single letter for a word. #}
{% macro has_initial(folded) -%}
    ' ' || {{ folded }} || ' ' like '% _ %'
{%- endmacro %}

{# Letters that the usual transliterations into Latin script write in several ways, as one. #}
{% macro transliterated(folded) -%}
    {%- set pairs = [
        ('tsch', 'c'), ('tch', 'c'), ('sch', 's'), ('ch', 'c'), ('sh', 's'), ('kh', 'h'),
        ('zh', 's'), ('ph', 'f'), ('th', 't'), ('ck', 'k'), ('ts', 'c'), ('tz', 'c'),
        ('ks', 'x'), ('ou', 'u'), ('oo', 'u'), ('ee', 'i'), ('ei', 'i'), ('ey', 'i'),
        ('ii', 'i'), ('iy', 'i'), ('ij', 'i'), ('ff', 'f'), ('ss', 's'), ('ll', 'l'),
        ('nn', 'n'), ('tt', 't'), ('mm', 'm'), ('pp', 'p'), ('kk', 'k'), ('rr', 'r'),
    ] -%}
    {%- set ns = namespace(text="translate(" ~ folded ~ ", 'jwyzq', 'ivisk')") -%}
    {%- for old, new in pairs -%}
        {%- set ns.text = "replace(" ~ ns.text ~ ", '" ~ old ~ "', '" ~ new ~ "')" -%}
    {%- endfor -%}
    {{ ns.text }}
{%- endmacro %}
