{# The number of the stretch that a row's instant belongs to. Within a stretch the instant's
   number and the row's number both go up by one, so that their difference stays the same. #}
{% macro stretch_number(partition_by) -%}
    instant_number - row_number() over (
        partition by {{ partition_by | join(', ') }}
        order by instant_number
    )
{%- endmacro %}
