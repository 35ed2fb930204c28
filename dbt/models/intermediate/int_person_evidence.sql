with credits as (
    select
        page_key,
        name_normal,
        byte_start
    from {{ ref('int_page_credits') }}
    where name_normal is not null
),

quotations as (
    select * from {{ ref('stg_quotations') }}
),

page_reviews as (
    select * from {{ ref('int_page_reviews') }}
),

name_pairs as (
    select * from {{ ref('int_name_pairs') }}
),

billed as (
    select
        credits.page_key,
        credits.name_normal,
        min(credits.byte_start) as byte_start
    from credits
    where credits.page_key in (select quotations.page_key from quotations)
    group by credits.page_key, credits.name_normal
),

quoted as (
    select
        quotations.quotation_kind as evidence_kind,
        page_reviews.review_key as independent_key,
        page_reviews.film_key,
        quotations.character_name,
        quotations.credited_name_normal as name_normal,
        quotations.page_key,
        billed.byte_start,
        quotations.quoted_name_normal as other_name_normal,
        quotations.page_key as other_page_key,
        quotations.byte_start as other_byte_start
    from quotations
    inner join page_reviews
        on
            quotations.page_key = page_reviews.page_key
            and quotations.review_position = page_reviews.review_position
    inner join billed
        on
            quotations.page_key = billed.page_key
            and quotations.credited_name_normal = billed.name_normal
),

-- What a film's captures show of two spellings is one evidence, of the plainest kind.
paired as (
    select
        evidence_kind,
        {{ key(['film_key', 'character_name']) }} as independent_key,
        film_key,
        character_name,
        last_name_normal as name_normal,
        last_page_key as page_key,
        last_byte_start as byte_start,
        name_normal as other_name_normal,
        page_key as other_page_key,
        byte_start as other_byte_start
    from name_pairs
),

every_evidence as (
    select * from quoted
    union all
    select * from paired
),

ordered as (
    select
        evidence_kind,
        independent_key,
        film_key,
        character_name,
        name_normal as name_a,
        other_name_normal as name_b,
        page_key as page_key_a,
        byte_start as byte_start_a,
        other_page_key as page_key_b,
        other_byte_start as byte_start_b
    from every_evidence
    where name_normal < other_name_normal
    union all
    select
        evidence_kind,
        independent_key,
        film_key,
        character_name,
        other_name_normal as name_a,
        name_normal as name_b,
        other_page_key as page_key_a,
        other_byte_start as byte_start_a,
        page_key as page_key_b,
        byte_start as byte_start_b
    from every_evidence
    where other_name_normal < name_normal
),

-- Two names that one page credits are two persons.
named as (
    select distinct
        credits.page_key,
        credits.name_normal
    from credits
    where
        credits.name_normal in (select ordered.name_a from ordered)
        or credits.name_normal in (select ordered.name_b from ordered)
),

together as (
    select distinct
        ordered.name_a,
        ordered.name_b
    from ordered
    inner join named as named_a on ordered.name_a = named_a.name_normal
    inner join named as named_b
        on
            ordered.name_b = named_b.name_normal
            and named_a.page_key = named_b.page_key
),

ranked as (
    select
        ordered.*,
        row_number() over (
            partition by ordered.name_a, ordered.name_b, ordered.independent_key
            order by
                case ordered.evidence_kind
                    when 'diacritics' then 1
                    when 'initials' then 2
                    when 'transliteration' then 3
                    else 0
                end asc,
                ordered.page_key_b desc,
                ordered.byte_start_b asc,
                ordered.page_key_a desc,
                ordered.byte_start_a asc
        ) as evidence_rank
    from ordered
    left join together
        on
            ordered.name_a = together.name_a
            and ordered.name_b = together.name_b
    where together.name_a is null
),

final as (
    select
        evidence_kind,
        independent_key,
        film_key,
        character_name,
        name_a,
        name_b,
        page_key_a,
        byte_start_a,
        page_key_b,
        byte_start_b
    from ranked
    where evidence_rank = 1
)

select * from final
