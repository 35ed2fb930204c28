with instants as (
    select * from {{ ref('int_film_instants') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

mentions as (
    select * from {{ ref('int_mentions') }}
    where {{ touched('film_key', 'int_touched_films') }}
),

listed as (
    select
        instants.film_key,
        instants.instant_number,
        instants.observed_at,
        mentions.list_kind,
        mentions.list_position,
        mentions.similar_film_key,
        mentions.provider_key,
        mentions.wording_key
    from instants
    inner join mentions on instants.page_key = mentions.page_key
),

numbered as (
    select
        *,
        {{ stretch_number([
            'film_key',
            'list_kind',
            'list_position',
            'similar_film_key',
            'provider_key',
            'wording_key',
        ]) }} as stretch_number
    from listed
),

stretches as (
    select
        film_key,
        list_kind,
        list_position,
        similar_film_key,
        provider_key,
        min(observed_at) as valid_from,
        min(instant_number) as first_instant_number,
        max(instant_number) as last_instant_number
    from numbered
    group by
        film_key,
        list_kind,
        list_position,
        similar_film_key,
        provider_key,
        wording_key,
        stretch_number
),

final as (
    select
        stretches.*,
        instants.next_observed_at is null as is_current,
        instants.next_observed_at as valid_to,
        instants.page_key
    from stretches
    inner join instants
        on
            stretches.film_key = instants.film_key
            and stretches.last_instant_number = instants.instant_number
)

select * from final
order by film_key
