{# What two long lists of numbers can share at most, without a look into them. #}

{# 126 marks of a list's numbers, as one number. #}
{% macro marks(numbers) -%}
    {{ return(adapter.dispatch('marks')(numbers)) }}
{%- endmacro %}

{% macro default__marks(numbers) -%}
    list_reduce(
        list_transform({{ numbers }}, n -> cast(1 as hugeint) << cast(n % 126 as integer)),
        (one, other) -> one | other,
        cast(0 as hugeint)
    )
{%- endmacro %}

{% macro spark__marks(numbers) -%} cast(null as bigint) {%- endmacro %}

{# Whether two lists of pair_count numbers may share so many percent of the shorter one: each mark
   that one has and the other has not is a number that they do not share. #}
{% macro may_share(one, other, percent) -%}
    {{ return(adapter.dispatch('may_share')(one, other, percent)) }}
{%- endmacro %}

{% macro default__may_share(one, other, percent) -%}
    least(
        {{ one }}.pair_count - bit_count({{ one }}.marks & ~{{ other }}.marks),
        {{ other }}.pair_count - bit_count({{ other }}.marks & ~{{ one }}.marks)
    ) * 100 >= least({{ one }}.pair_count, {{ other }}.pair_count) * {{ percent }}
{%- endmacro %}

{% macro spark__may_share(one, other, percent) -%} true {%- endmacro %}
