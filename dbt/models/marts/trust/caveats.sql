{{ config(alias='caveat') }}
{# Built behind every mart whose rows a predicate may count. #}
{% set tables = [
    'bridge_similar',
    'contested_value',
    'dim_film',
    'dim_page',
    'dim_person',
    'dim_reviewer',
    'fact_availability',
    'fact_review',
    'implausible_value',
] %}
{% for table in tables %}{% do ref(table) %}{% endfor %}
{% set caveats = [] %}
{# Documentation is made without the seeds. #}
{% if execute and flags.WHICH != 'generate' %}
    {% set caveats = run_query(
        'select caveat_name, table_name, predicate from ' ~ ref('stg_caveats')
        ~ ' order by caveat_name'
    ).rows %}
{% endif %}

with caveats as (
    select * from {{ ref('stg_caveats') }}
),

counts as (
    select
        caveat_name,
        0 as affected_row_count
    from caveats
    where false
    {% for name, table, predicate in caveats %}
        {% if table not in tables %}
            {{ exceptions.raise_compiler_error(
                'seeds/caveat.csv: ' ~ name ~ ' is about ' ~ table
                ~ ', which models/marts/trust/caveats.sql does not name.'
            ) }}
        {% endif %}
        union all
        select
            '{{ name }}' as caveat_name,
            count(*) as affected_row_count
        from {{ ref(table) }}
        where {{ predicate }}
    {% endfor %}
),

final as (
    select
        caveats.caveat_name,
        caveats.caveat_text,
        caveats.table_name,
        caveats.column_name,
        caveats.predicate,
        cast(counts.affected_row_count as integer) as affected_row_count
    from caveats
    inner join counts on caveats.caveat_name = counts.caveat_name
)

select * from final
