{# The candidate is private until it is published: relations are made where they will stand,
   without the second name and the swap of dbt's own materializations, which others look at. #}
{% materialization table, adapter='duckdb' %}
    {{ return(made_in_place('table', whole_table())) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {{ return(made_in_place('view', 'drop view if exists ' ~ this ~ ';' ~ create_view_as(this, sql))) }}
{% endmaterialization %}

{% materialization incremental, adapter='duckdb' %}
    {{ return(made_in_place('table', touched_rows() if is_increment() else whole_table())) }}
{% endmaterialization %}

{% macro made_in_place(type, statements) %}
    {%- set target = this.incorporate(type=type) -%}
    {%- call statement('main') -%} {{ statements }} {%- endcall -%}
    {%- do persist_docs(target, model) -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target]}) }}
{% endmacro %}

{% macro whole_table() %}
    drop table if exists {{ this }};
    {{ create_table_as(false, this, sql) }}
{% endmacro %}

{# Rows of touched keys go, also where none comes; columns and types are those of the contract. #}
{% macro touched_rows() %}
    {%- set new_rows = this.identifier ~ '__new' -%}
    create temporary table {{ new_rows }} as ({{ sql }});
    {% for key, model in config.get('meta').get('touched', {}).items() %}
        delete from {{ this }} where {{ touched(key, model) }};
    {% endfor %}
    insert into {{ this }} by name select * from {{ new_rows }};
    drop table {{ new_rows }};
{% endmacro %}
