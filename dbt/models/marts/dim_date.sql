with dates as (
    select release_date as date_key from {{ ref('dim_film') }}
    union all
    select claimed_date as date_key from {{ ref('fact_review') }}
    union all
    select cast(captured_at as date) as date_key from {{ ref('fact_observation') }}
),

bounds as (
    select
        min(date_key) as first_date,
        max(date_key) as last_date
    from dates
    where date_key between date '1870-01-01' and date '2100-12-31'
),

days as (
    select cast({{ date_series('first_date', 'last_date') }} as date) as date_key
    from bounds
),

final as (
    select
        date_key,
        cast(extract(year from date_key) as integer) as year,
        cast(extract(quarter from date_key) as integer) as quarter,
        cast(extract(month from date_key) as integer) as month,
        {{ month_name('date_key') }} as month_name,
        cast(extract(day from date_key) as integer) as day,
        {{ weekday_name('date_key') }} as weekday_name,
        cast(floor(extract(year from date_key) / 10) * 10 as integer) as decade
    from days
)

select * from final
