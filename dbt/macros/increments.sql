{# A build either makes every table anew, or brings a copy of the serving generation up to
   date: then a model computes the rows of touched keys only, and those replace the old ones. #}
{% macro is_increment() -%}
    {{ return(execute and env_var('FILMHOUSE_INCREMENT', '') == 'yes') }}
{%- endmacro %}

{# Whether a key is among those that a model of intermediate/touched lists; in a full build
   every key is. The model is named at parsing and in increments only: unit tests need none.
   Of a wide table that is named, too, the other columns are read for those rows only. #}
{% macro touched(column, by, wide=none) -%}
    {%- if not execute or is_increment() -%}
        {%- set relation = ref(by) -%}
    {%- endif -%}
    {%- if is_increment() -%}
        {%- set is_touched = column ~ ' in (select touched_key from ' ~ relation ~ ')' -%}
        {{ fetched_late(wide, is_touched) if wide else is_touched }}
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{# Whether a parsed row is of a page that the serving generation does not have. Its packs are
   written out, so that no other file is opened. #}
{% macro is_on_new_page() -%}
    {%- if not execute or is_increment() -%}
        {%- set packs = ref('int_new_packs') -%}
        {%- set pages = ref('int_touched_pages') -%}
    {%- endif -%}
    {%- if is_increment() -%}
        {%- set names = run_query('select pack from ' ~ packs).columns[0].values() -%}
        pack in ('{{ names | join("', '") }}')
        and page_key in (select touched_key from {{ pages }} where is_new)
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{# What this table holds already of rows whose key is touched, below what was newly read. #}
{% macro and_known(columns, key, by) -%}
    {%- set is_touched = touched(key, by) -%}
    {%- if is_increment() -%}
        union all
        select {{ columns | join(', ') }}
        from {{ this }}
        where {{ is_touched }}
    {%- endif -%}
{%- endmacro %}

{# Data tests look at touched rows only, where a table was brought up to date. #}
{% macro get_where_subquery(relation) -%}
    {%- if not is_increment() or config.get('meta', {}).get('looks_at_all_rows') -%}
        {{ return(relation) }}
    {%- endif -%}
    {%- for node in graph.nodes.values() if node.alias == relation.identifier -%}
        {%- for key, by in node.config.get('meta', {}).get('touched', {}).items() -%}
            {{ return(
                '(select * from ' ~ relation ~ ' where ' ~ key
                ~ ' in (select touched_key from scratch.main.' ~ by ~ ')) as touched_rows'
            ) }}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(relation) }}
{%- endmacro %}

{# Comments stay on a table that is brought up to date; they are set where it is made. #}
{% macro persist_docs(relation, model, for_relation=true, for_columns=true) -%}
    {%- if not (is_increment() and model.config.materialized == 'incremental') -%}
        {{ dbt.default__persist_docs(relation, model, for_relation, for_columns) }}
    {%- endif -%}
{%- endmacro %}
