{# A condition on few rows of a wide table, so that its long texts are read for those only. #}
{% macro fetched_late(relation, condition) -%}
    {{ return(adapter.dispatch('fetched_late')(relation, condition)) }}
{%- endmacro %}

{% macro default__fetched_late(relation, condition) -%}
    rowid in (select narrow.rowid from {{ relation }} as narrow where {{ condition }})
{%- endmacro %}

{% macro spark__fetched_late(relation, condition) -%} {{ condition }} {%- endmacro %}
