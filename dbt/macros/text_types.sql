{# Text as printed → value; null where the text has another shape. #}

{% macro rating_from(text) -%}
    case
        when {{ matches(text, '[0-9]{1,2}([.][0-9])?') }}
            and cast({{ text }} as decimal(4, 1)) <= 10
            then cast({{ text }} as decimal(3, 1))
    end
{%- endmacro %}

{% macro release_year_from(text) -%}
    cast(nullif(
        regexp_extract({{ text }}, '(?:^|[^0-9])([0-9]{4})(?:[^0-9]|$)', 1), ''
    ) as integer)
{%- endmacro %}

{% macro release_date_from(text) -%}
    case
        when {{ matches(
            text,
            '(January|February|March|April|May|June|July|August|September|October|November'
            ~ '|December)[.] [0-9]{1,2},[0-9]{4}'
        ) }} and {{ text }} not like '%,0000'
            then {{ date_from(text, 'month_name') }}
    end
{%- endmacro %}

{% macro claimed_date_from(text) -%}
    case
        when {{ matches(text, '[0-9]{4}/[0-9]{2}/[0-9]{2}') }} and {{ text }} not like '0000%'
            then {{ date_from(text, 'slashes') }}
    end
{%- endmacro %}
