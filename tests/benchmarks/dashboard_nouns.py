"""What a made-up warehouse is about: films, their pages, persons and providers, by number.

First the numbered things, as temporary tables that end with the connection; marts are filled
from them in dashboard_facts.py.
"""

# Years: a quarter of the last ten; one mentioned film in a hundred has none.
FILMS = """
    create temp table film as
    with numbered as (
        select
            n,
            n < getvariable('films') as has_page,
            case when n % 1000 = 5 then 2025
                else 2023 - cast(floor(104 * pow(share(n, 'year'), 1.8)) as integer)
            end as year_drawn,
            pick(getvariable('adjectives'), n, 'a') as adjective,
            pick(getvariable('nouns'), n, 'n') as noun,
            pick(getvariable('nouns'), n, 'm') as other_noun,
            pick(getvariable('places'), n, 'p') as place,
            pick(getvariable('first_names'), n, 'f') as first_name,
            pick(getvariable('last_names'), n, 'l') as last_name,
            pick(getvariable('jobs'), n, 'j') as job
        from range(getvariable('all_films')) as numbers(n)
    ),

    worded as (
        select
            *,
            case when has_page or n % 100 > 0 then year_drawn end as release_year,
            case drawn(n, 'pattern') % 10
                when 0 then adjective || ' ' || noun
                when 1 then noun || ' of ' || place
                when 2 then 'The ' || noun || ' of ' || first_name || ' ' || last_name
                when 3 then noun || ' and ' || other_noun
                when 4 then 'The ' || adjective || ' ' || noun || ' of ' || place
                when 5 then first_name || ' and the ' || noun
                when 6 then 'A ' || noun || ' in ' || place
                when 7 then 'The ' || noun || ' ' || other_noun
                else 'The ' || adjective || ' ' || noun
            end as title_drawn,
            'The ' || lower(adjective) || ' ' || job || ' in ' || place || ' inherits a '
            || lower(other_noun) || ' and a debt. When ' || first_name || ' ' || last_name
            || ' comes back for the ' || lower(noun)
            || ', an old promise has to be kept before the winter.' as synopsis
        from numbered
    ),

    titled as (
        select
            *,
            title_drawn || case when count(*) over earlier > 1
                then ' ' || (count(*) over earlier) else '' end as title
        from worded
        window earlier as (partition by title_drawn, release_year order by n)
    )

    select
        n,
        has_page,
        title,
        release_year,
        key_of(lower(title), release_year) as film_key,
        case when n % 40 <> 9 then synopsis end as synopsis,
        case when has_page
            then make_date(release_year, 1 + drawn(n, 'month') % 12, 1 + drawn(n, 'day') % 28)
        end as release_date,
        case when has_page and n % 50 > 0 then cast(
            3.2 + 6.3 * (share(n, 'r') + share(n, 's') + share(n, 't')) / 3 as decimal(3, 1)
        ) end as rating,
        case when has_page and n % 9 > 0
            then pick(getvariable('certificates'), n, 'c')
        end as certificate,
        case when drawn(n, 'streams') % 100 < 60
            then cast(floor(20 * pow(share(n, 'provider'), 1.7)) as integer)
        end as provider,
        case when drawn(n, 'streams') % 100 < 20
            then cast(drawn(n, 'second') % 20 as integer)
        end as second_provider
    from titled
    order by n
"""
# Every tenth film has an older page too; each was seen twice.
PAGES = """
    create temp table page as
    with versions as (
        select n, 1 as version, n % 10 > 0 as is_current from range(getvariable('films')) as f(n)
        union all
        select n, 2 as version, true as is_current from range(getvariable('films')) as f(n)
        where n % 10 = 0
    )

    select
        film.*,
        version,
        is_current,
        sha256(concat('page ', version, ' of ', n)) as page_key,
        timestamp '2024-01-01' + to_days(
            cast(7 * (drawn(n, 'week') % 40) + 70 * (version - 1) as integer)
        ) as first_at,
        first_at + interval 35 days as last_at,
        film.rating - case when is_current then 0 else 0.1 * (1 + n % 3) end as page_rating,
        concat(
            title, chr(10), chr(10), strftime(release_date, '%B. %-d,%Y'), '      ', certificate,
            chr(10), 'Rating:', chr(10), page_rating, chr(10), 'Trailer Synopsis Cast', chr(10),
            chr(10), synopsis
        ) as head
    from versions
    inner join film using (n)
    order by n, version
"""
# A person plays in films of one time; some in many.
PERSONS = """
    create temp table person as
    with named as (
        select
            i,
            (i * 7919) % getvariable('persons') as mixed,
            getvariable('first_names')[1 + mixed % len(getvariable('first_names'))] as first_name,
            mixed // len(getvariable('first_names')) as rest,
            getvariable('last_names')[1 + rest % len(getvariable('last_names'))] as last_name,
            cast(rest // len(getvariable('last_names')) as integer) as variant
        from range(getvariable('persons')) as numbers(i)
    )

    select
        i,
        first_name || ' ' || case when variant > 0 then chr(64 + variant) || '. ' else '' end
        || last_name as name,
        md5(lower(name)) as person_key,
        case when i % 33 = 0 then name || ' Jr.' end as other_form
    from named
"""
PROVIDERS = """
    create temp table provider as
    select
        cast(unnest(range(20)) as integer) as i,
        unnest(getvariable('providers')) as name,
        md5(name) as provider_key
"""
REVIEWERS = """
    create temp table reviewer as
    select
        i,
        concat(pick(getvariable('adjectives'), i, 'x'), pick(getvariable('nouns'), i, 'y'), '_', i)
            as name,
        md5(name) as reviewer_key
    from range(getvariable('reviewers')) as numbers(i)
"""
# Five parts are for the stars of the film's years, five for everybody in turn.
CREDITS = """
    create temp table credit as
    with billed as (
        select
            n,
            release_year,
            row_number() over (order by release_year desc, n) - 1 as place,
            cast(unnest(range(1, 11)) as integer) as billing_position
        from film
        where has_page
    ),

    placed as (
        select
            *,
            n * 10 + billing_position as c,
            abs(2023 - release_year + share(c, 'part of a year') + 30 * (share(c, 'age') - 0.5))
                as years_ago
        from billed
    )

    select
        n,
        billing_position,
        case when billing_position > 5
            then (2 * place + [0, 1, 200, 601, 1400][billing_position - 5])
                % getvariable('persons')
            else (
                cast(floor(
                    pow((104 - abs(104 - years_ago)) / 104, 1 / 1.8)
                    * getvariable('persons') / 1000
                ) as bigint)
                * 1000 + cast(floor(1000 * pow(share(c, 'star'), 3)) as bigint)
            ) % getvariable('persons')
        end as i
    from placed
    order by n, billing_position
"""
# A third of the second list repeats the first; every fifth link is a mutual one.
LINKS = """
    create temp table link as
    with listed as (
        select
            n,
            unnest(['similar_titles', 'you_may_also_like']) as list_kind
        from film
        where has_page
    ),

    placed as (
        select
            n,
            list_kind,
            p,
            20 * n + p as same,
            case
                when list_kind = 'similar_titles' or drawn(same, 'repeats') % 3 = 0 then same
                else 20 * n + p + 10
            end as slot,
            xor(n, p) as mutual
        from listed cross join range(1, 11) as positions(p)
    ),

    aimed as (
        select
            n,
            list_kind,
            cast(p as integer) as list_position,
            case
                when mutual < getvariable('films')
                    and drawn(16 * least(n, mutual) + p, list_kind) % 5 = 0 then mutual
                else cast(floor(
                    getvariable('all_films') * pow(share(slot, 'fame'), 1.7)
                ) as bigint) * 48271 % getvariable('all_films')
            end as target
        from placed
    )

    select
        *,
        drawn(20 * n + list_position, 'which') % 3 as which_provider
    from aimed
    where target <> n
    qualify row_number() over (
        partition by n, list_kind, target order by list_position
    ) = 1
    order by n, list_kind, list_position
"""
# Every page has from none to thirty reviews; every fiftieth, one that is nearly another.
REVIEWS = """
    create temp table review as
    with numbered as (
        select
            n,
            release_date,
            cast(floor(31.5 * pow(share(n, 'reviews'), 2)) as integer) as review_count,
            unnest(range(1, review_count + 1)) as p
        from film
        where has_page
    ),

    written as (
        select
            *,
            n * 32 + p as r,
            n % 50 = 1 and p = 2 as is_copy,
            n * 32 + case when is_copy then 1 else p end as t,
            cast(floor(
                getvariable('reviewers') * pow(share(r, 'author'), 1.5)
            ) as bigint) as author,
            n % 50 <> 1 and (author % 80 = 0 or drawn(r, 'stock') % 100 < 5) as is_stock,
            review_count >= 3 and drawn(n, 'sequence') % 100 < 81 as is_sequence
        from numbered
    ),

    said_so as (
        select
            * exclude (review_count),
            case when is_stock then pick(getvariable('stock_texts'), r, 'stock text')
                else said(pick(getvariable('openings'), t, 'opening'), t, 'o') || ' '
                    || said(pick(getvariable('middles'), t, 'middle'), t, 'm') || ' '
                    || said(pick(getvariable('ends'), t, 'end'), t, 'e')
                    || case when is_copy then ' Really.' else '' end
            end as review_text,
            case
                when is_sequence then release_date + cast(p - 1 as integer)
                when drawn(r, 'dated') % 100 < 97 then least(
                    release_date + cast(drawn(r, 'date') % 9000 as integer), date '2024-12-31'
                )
            end as claimed_date
        from written
    )

    select
        *,
        sha256(lower(rtrim(review_text, '.!'))) as text_sha256,
        md5(concat(n, chr(31), author, chr(31), text_sha256)) as review_key
    from said_so
    qualify row_number() over (partition by review_key order by p) = 1
    order by n, p
"""
STATEMENTS = (FILMS, PAGES, PERSONS, PROVIDERS, REVIEWERS, CREDITS, LINKS, REVIEWS)
