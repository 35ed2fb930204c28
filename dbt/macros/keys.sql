{# The key of an entity: md5 of its natural key's parts, a missing part empty. #}
{% macro key(parts) -%}
    md5(
        {%- for part in parts %}
        coalesce(cast({{ part }} as string), '')
        {%- if not loop.last %} || chr(31) || {% endif %}
        {%- endfor %}
    )
{%- endmacro %}

{# The key of an entity whose own name is missing is that of the unknown member. #}
{% macro key_or_unknown(name, parts) -%}
    case when {{ name }} is null then 'unknown' else {{ key(parts) }} end
{%- endmacro %}
