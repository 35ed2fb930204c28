with credits as (
    select * from {{ ref('int_page_credits') }}
    where
        name_normal is not null
        and film_key <> 'unknown'
        and {{ touched('film_key', 'int_touched_films') }}
),

captures as (
    select film_key
    from credits
    group by film_key
    having count(distinct page_key) > 1
),

-- Only where a film's cast was captured in two versions can one name replace another.
versions as (
    select
        credits.film_key,
        credits.page_key,
        credits.name_normal,
        credits.name_folded,
        credits.character_name,
        credits.first_observed_at,
        credits.byte_start,
        count(*) over (
            partition by credits.page_key, credits.character_name
        ) as character_count
    from credits
    inner join captures on credits.film_key = captures.film_key
),

shared_by as (
    select
        'same_character' as evidence_kind,
        character_name as shared_text,
        versions.*
    from versions
    where
        character_name is not null
        and character_count = 1
        and lower(character_name) not in (
            'self', 'himself', 'herself', 'themselves', 'narrator'
        )
    union all
    select
        'diacritics' as evidence_kind,
        name_folded as shared_text,
        versions.*
    from versions
    union all
    select
        'initials' as evidence_kind,
        {{ initial_and_last_word('name_folded') }} as shared_text,
        versions.*
    from versions
    union all
    select
        'transliteration' as evidence_kind,
        {{ transliterated('name_folded') }} as shared_text,
        versions.*
    from versions
),

-- Neighbours in time are compared, not all with all: the cost stays linear.
beside as (
    select
        *,
        lag(name_normal) over one as last_name_normal,
        lag(name_folded) over one as last_name_folded,
        lag(page_key) over one as last_page_key,
        lag(byte_start) over one as last_byte_start
    from shared_by
    window one as (
        partition by evidence_kind, film_key, shared_text
        order by first_observed_at, page_key, byte_start
    )
),

final as (
    select
        evidence_kind,
        film_key,
        shared_text,
        case when evidence_kind = 'same_character' then character_name end
            as character_name,
        last_name_normal,
        last_page_key,
        last_byte_start,
        name_normal,
        page_key,
        byte_start
    from beside
    where
        last_name_normal <> name_normal
        and last_page_key <> page_key
        and (
            evidence_kind <> 'initials'
            or {{ has_initial('name_folded') }}
            or {{ has_initial('last_name_folded') }}
        )
)

select * from final
