{# The number of rows whose key and name are the literal `unknown`, unless it is one. #}
{% test one_unknown_member(model, column_name, name_column) %}
{{ config(meta={'looks_at_all_rows': true}) }}
select count(*) as member_count
from {{ model }}
where
    {{ column_name }} = 'unknown'
    and {{ name_column }} = 'unknown'
having count(*) <> 1
{% endtest %}
