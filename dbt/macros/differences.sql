{# Rows that one of two relations has and the other has not, or less often: how many more the
   first has of them. Null equals null. #}
{% macro differences(first, second, columns) -%}
    select
        {{ columns | join(', ') }},
        sum(row_count) as surplus
    from (
        select
            {{ columns | join(', ') }},
            1 as row_count
        from {{ first }}
        union all
        select
            {{ columns | join(', ') }},
            -1 as row_count
        from {{ second }}
    ) as counted
    group by {{ columns | join(', ') }}
    having sum(row_count) <> 0
{%- endmacro %}
