{# The 50 texts that fit the words `sought` best, by BM25 from a table of terms: a function of
   DuckDB, whose rows are fetched by their place. number names a text in the terms, here is that
   number in the texts themselves; text is what its words stand in, columns are shown beside the
   score, the key first. #}
{% macro best_texts(texts, terms, number, here, text, columns) -%}
with asked as (
    select distinct {{ elements(words('sought')) }} as term
),

known as (
    select count(*) as text_count from {{ texts }}
),

counted as (
    select
        terms.term,
        count(*) as term_count,
        min(count(*)) over () as least_count
    from {{ terms }} as terms
    inner join asked on terms.term = asked.term
    group by terms.term
),

-- A word that most texts have tells little: it only counts where none is rarer.
telling as materialized (
    select
        counted.term,
        ln(1 + known.text_count / counted.term_count) as rarity
    from counted
    cross join known
    where
        counted.term_count * 10 <= known.text_count
        or counted.term_count = counted.least_count
),

ranked as materialized (
    select
        terms.{{ number }},
        sum(terms.weight * telling.rarity) / 10 as score
    from {{ terms }} as terms
    inner join telling on terms.term = telling.term
    group by terms.{{ number }}
    order by score desc, terms.{{ number }} asc
    limit 50
),

places as materialized (
    select
        numbered.place,
        row_number() over () as place_number
    from (
        select
            rowid as place,
            {{ here }} as text_number
        from {{ texts }}
    ) as numbered
    inner join ranked on numbered.text_number = ranked.{{ number }}
),

-- Two keys may have one number: there may be more than fifty, and the words themselves decide.
-- Fifty rows are looked up by their place; for one more at once all texts would be read.
shown as materialized (
    {% for these in ['<= 50', '> 50'] %}
        select
            texts.*,
            {{ here }} as text_number,
            {{ words(text) }} as words
        from {{ texts }} as texts
        where texts.rowid in (
                select places.place from places
                where places.place_number {{ these }}
            )
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

scored as (
    select
        shown.*,
        ranked.score
    from shown
    inner join ranked on shown.text_number = ranked.{{ number }}
    where list_has_any(shown.words, (select list(telling.term) from telling))
)

select
    {{ columns | join(',\n    ') }},
    round(score, 3) as score
from scored
order by score desc, {{ columns[0] }} asc
limit 50
{%- endmacro %}
