"""The marts of a made-up warehouse, filled from its numbered films, pages, persons and reviews.

Counts are counted; every key is that of a row. Only a film's head stands on its page where it is
said to: for other places, a credit has 40 bytes, a related film 250, a review 200.
"""

from tests.benchmarks import dashboard_pages

PLACE = "page.page_key, {line} as line_number, {start} as byte_start, {start} + {size} as byte_end"
HEAD = PLACE.format(line=1, start=0, size="octet_length(encode(head))")
CREDIT = PLACE.format(line="9 + billing_position", start="280 + 40 * billing_position", size=39)
LINK = PLACE.format(
    line="30 + 4 * list_position + case list_kind when 'similar_titles' then 0 else 45 end",
    start="800 + 250 * (list_position + case list_kind when 'similar_titles' then 0 else 10 end)",
    size=249,
)
REVIEW = PLACE.format(line="120 + 6 * p", start="6000 + 200 * p", size=199)
SEEN = "page.first_at as first_seen_at, page.last_at as last_seen_at"

FILM = """
    insert into dim_film by name
    with mentions as (
        select
            link.target as n,
            count(distinct link.n) as mention_count,
            min(page.first_at) as first_at,
            max(page.last_at) as last_at,
            min_by(page.page_key, link.n) as page_key
        from link inner join page on link.n = page.n and page.is_current
        group by target
    ),

    reviews as (select n, count(*) as review_count from review group by n),

    own as (select n, min(first_at) as first_at, max(last_at) as last_at,
            max(page_key) filter (where is_current) as page_key,
            max(octet_length(encode(head))) filter (where is_current) as head_length
            from page group by n)

    select
        film.film_key, film.title, film.certificate, film.synopsis,
        strftime(film.release_date, '%B. %-d,%Y') as release_date_text,
        cast(film.rating as varchar) as rating_text, film.release_year, film.rating,
        coalesce(mention_count, 0) as mention_count, coalesce(review_count, 0) as review_count,
        film.has_page, film.release_date,
        least(own.first_at, mentions.first_at) as first_seen_at,
        greatest(own.last_at, mentions.last_at) as last_seen_at,
        coalesce(own.page_key, mentions.page_key) as page_key,
        case when film.has_page then 1 else 34 end as line_number,
        case when film.has_page then 0 else 1050 end as byte_start,
        case when film.has_page then own.head_length else 1299 end as byte_end
    from film
    left join mentions using (n) left join reviews using (n) left join own using (n)
    where film.has_page or mention_count > 0
    order by film.film_key;
    insert into dim_film by name
    select 'unknown' as film_key, 'unknown' as title, 0 as mention_count, 0 as review_count,
        false as has_page
"""
FILM_HISTORY = f"""
    insert into dim_film_history by name
    select
        film_key, title, certificate, synopsis,
        strftime(release_date, '%B. %-d,%Y') as release_date_text,
        cast(page_rating as varchar) as rating_text, page_rating as rating, is_current,
        release_date, first_at as valid_from,
        case when not is_current then first_at + interval 70 days end as valid_to, {HEAD}
    from page
"""
RATING = f"""
    insert into fact_rating by name
    select film_key, cast(page_rating as varchar) as rating_text, page_rating as rating,
        unnest([first_at, last_at]) as observed_at, {HEAD}
    from page
    where page_rating is not null
"""
# One page in two hundred is quarantined: it is about no film.
PAGE = """
    insert into dim_page by name
    select
        page_key, film_key, title, 'film_page' as template_name, '3' as template_version,
        case when n % 100 = 3 then 'loaded_with_defects' else 'loaded' end as status,
        byte_count, 150 + n % 90 as line_count,
        case when n % 100 = 3 then 1 + n % 3 else 0 end as defect_count, 2 as observation_count,
        n % 100 <> 3 as is_lossless, first_at as first_observed_at, last_at as last_observed_at
    from page inner join page_text using (page_key);
    insert into dim_page by name
    select
        sha256(concat('no film ', i)) as page_key, 'unknown' as film_key,
        'film_page' as template_name, '3' as template_version, 'quarantined' as status,
        ['not_utf8', 'no_template_marks', 'too_long'][1 + i % 3] as quarantine_reason,
        4000 + i as byte_count, 80 as line_count, 1 as defect_count, 2 as observation_count,
        false as is_lossless, timestamp '2024-03-04' + to_days(cast(i % 40 * 7 as integer))
            as first_observed_at, first_observed_at + interval 35 days as last_observed_at
    from range(getvariable('films') // 200) as numbers(i)
"""
OBSERVATION = """
    insert into fact_observation by name
    with seen as (
        select *, unnest([first_observed_at, last_observed_at]) as captured_at from dim_page
    )

    select
        md5(concat(page_key, captured_at)) as observation_key, page_key, film_key,
        'guide' as source_name,
        concat(strftime(captured_at, '%Y-%m-%d/'), left(page_key, 12), '.txt') as origin,
        captured_at, captured_at + interval 3 hours as landed_at
    from seen
"""
DEFECT = """
    insert into fact_defect by name
    select film_key, kind as defect_kind, 'Something else in line ' || line_number as excerpt,
        line_number % 2 = 0 as is_left_out, page_key, line_number,
        cast(line_number * 60 as bigint) as byte_start, byte_start + 59 as byte_end
    from (
        select *, cast(40 + 3 * unnest(range(defect_count)) as integer) as line_number,
            coalesce(quarantine_reason, pick(getvariable('defect_kinds'), byte_count, 'd')) as kind
        from dim_page
    )
"""
CAST = f"""
    insert into bridge_cast by name
    select
        page.film_key, person.person_key,
        case when (n + billing_position) % 3 = 0 then coalesce(other_form, name) else name end
            as credited_name,
        case when drawn(n * 10 + billing_position, 'silent') % 12 > 0 then
            pick(getvariable('first_names'), n * 10 + billing_position, 'cf') || ' '
            || pick(getvariable('last_names'), n * 10 + billing_position, 'cl')
        end as character_name,
        billing_position, {SEEN}, {CREDIT}
    from credit
    inner join person using (i)
    inner join page using (n)
    where page.is_current
    order by page.film_key, billing_position
"""
PERSON = """
    insert into dim_person by name
    select
        any_value(person.person_key) as person_key, any_value(name) as name,
        any_value(case when other_form is null then 1 else 2 end) as name_form_count,
        count(distinct n) as film_count,
        min(release_year) as first_film_year, max(release_year) as last_film_year,
        min(first_at) as first_seen_at, max(last_at) as last_seen_at
    from credit inner join person using (i) inner join page using (n)
    where page.is_current
    group by i;
    insert into dim_person by name
    select 'unknown' as person_key, 'unknown' as name, 0 as name_form_count, 0 as film_count
"""
PERSON_NAME = f"""
    insert into bridge_person_name by name
    with forms as (
        select i, name as name_form, 'as_credited' as basis from person
        union all
        select i, other_form as name_form, 'judged' as basis from person
        where other_form is not null
    ),

    first_credits as (
        select i, min(n) as n, min_by(billing_position, n) as billing_position
        from credit group by i
    )

    select name_form, person.person_key, forms.basis, {SEEN}, {CREDIT}
    from forms
    inner join first_credits using (i)
    inner join person using (i)
    inner join page using (n)
    where page.is_current
"""
# A film's second provider is printed by every third page that lists it. Where the page is the
# second of its film, two items of each list are new, and two have left.
SIMILAR_HISTORY = f"""
    insert into bridge_similar_history by name
    with items as (
        select *, version = 2 and list_position in (3, 7) as is_new, false as is_old
        from link inner join page using (n)
        where page.is_current
        union all by name
        select
            * exclude (target), true as is_new, true as is_old,
            target * 31 % getvariable('films') as target
        from link inner join page using (n)
        where not page.is_current and list_position in (3, 7)
    )

    select
        page.film_key, other.film_key as similar_film_key,
        coalesce(provider.provider_key, 'unknown') as provider_key, list_kind,
        other.title as similar_title, other.synopsis as similar_synopsis,
        other.release_year as similar_year, list_position,
        case when is_new and not is_old then 'entered' else 'first_seen' end as began_as,
        case when is_old then 'left' end as ended_as, not is_old as is_current,
        case when version = 2 and not is_new then page.first_at - interval 70 days
            else page.first_at end as valid_from,
        case when is_old then page.first_at + interval 70 days end as valid_to,
        valid_from as first_seen_at, page.last_at as last_seen_at, {LINK}
    from items as page
    inner join film as other on page.target = other.n
    left join provider on provider.i = case
        when page.which_provider = 0 then coalesce(other.second_provider, other.provider)
        else other.provider
    end
    order by page.film_key, is_old, list_kind, list_position
"""
# A third of the films was on one more provider once.
AVAILABILITY = """
    insert into fact_availability by name
    with mentions as (
        select film_key, film.provider, film.second_provider, film.n, min(first_at) as first_at,
            max(last_at) as last_at, count(*) as mention_count, min_by(page_key, link.n) as page_key
        from link
        inner join (select n, page_key, first_at, last_at from page where is_current) using (n)
        inner join film on link.target = film.n
        group by all
    ),

    stretches as (
        select *, provider as i, true as is_current from mentions
        union all
        select *, second_provider as i, true as is_current from mentions
        where second_provider <> provider
        union all
        select *, cast((coalesce(provider, 0) + 1 + n % 18) % 20 as integer) as i,
            false as is_current
        from mentions
        where drawn(n, 'left') % 100 < 35
    )

    select
        film_key, provider_key,
        case when is_current then 2 * mention_count else 1 end as observation_count,
        is_current, first_at as first_seen_at,
        case when is_current then last_at else first_at end as last_seen_at,
        case when not is_current then first_at + interval 7 days end as not_seen_at,
        page_key, 34 as line_number, 1050 as byte_start, 1299 as byte_end
    from stretches inner join provider using (i)
    qualify row_number() over (
        partition by film_key, provider_key order by is_current desc
    ) = 1
"""
PROVIDER = """
    insert into dim_provider by name
    select provider_key, name, count(distinct film_key) as film_count,
        min(first_seen_at) as first_seen_at, max(last_seen_at) as last_seen_at
    from fact_availability inner join provider using (provider_key)
    group by provider_key, name;
    insert into dim_provider by name
    select 'unknown' as provider_key, 'unknown' as name, 0 as film_count
"""
REVIEWS = f"""
    create temp table stock as
    select text_sha256, count(distinct n) as film_count from review group by text_sha256;

    create temp table author as
    select author, count(*) as review_count, count(distinct n) as film_count,
        count(*) filter (where stock.film_count > 1) as boilerplate_count,
        boilerplate_count = review_count as is_suspicious
    from review inner join stock using (text_sha256)
    group by author;

    insert into fact_review by name
    select
        review_key, cast('0x' || left(review_key, 7) as bigint) as review_number,
        page.film_key, reviewer_key, review_text,
        strftime(claimed_date, '%Y/%m/%d') as claimed_date_text,
        case when claimed_date is null then 'missing'
            when is_sequence then 'synthetic_sequence' else 'as_stated' end as claimed_date_basis,
        p as review_position, len(string_split(review_text, ' ')) as word_count,
        text_sha256 as text_normal_sha256, stock.film_count as boilerplate_film_count,
        case when n % 50 = 1 and (is_copy or p = 1 and page.review_count > 1) then 1 else 0 end
            as near_duplicate_count,
        stock.film_count > 1 as is_boilerplate, is_sequence as has_synthetic_date,
        author.is_suspicious as has_suspicious_author, not is_boilerplate as is_trusted,
        true as is_on_current_page, claimed_date, {SEEN}, {REVIEW}
    from review
    inner join stock using (text_sha256)
    inner join author using (author)
    inner join reviewer on review.author = reviewer.i
    inner join (
        select page.*, review_count from page
        inner join (select n, count(*) as review_count from review group by n) using (n)
        where is_current
    ) as page using (n)
    order by page.film_key, p
"""
REVIEWER = """
    insert into dim_reviewer by name
    select reviewer_key, name, review_count, film_count, boilerplate_count, is_suspicious,
        first_seen_at, last_seen_at
    from author
    inner join reviewer on author.author = reviewer.i
    inner join (
        select reviewer_key, min(first_seen_at) as first_seen_at, max(last_seen_at) as last_seen_at
        from fact_review group by reviewer_key
    ) using (reviewer_key);
    insert into dim_reviewer by name
    select 'unknown' as reviewer_key, 'unknown' as name, 0 as review_count, 0 as film_count,
        0 as boilerplate_count, false as is_suspicious;
    insert into suspicious_author by name
    select reviewer_key, 'only_stock_texts' as suspicion_kind, review_key, film_key, page_key,
        line_number, byte_start, byte_end
    from fact_review
    where has_suspicious_author
"""
SEQUENCE = """
    insert into review_date_sequence by name
    select page_key, film_key, count(*) as dated_count, count(*) as fitting_count,
        min(claimed_date) as first_date, min(line_number) as line_number,
        min(byte_start) as byte_start, max(byte_end) as byte_end
    from fact_review
    where has_synthetic_date
    group by page_key, film_key
"""
NEAR_DUPLICATE = """
    insert into near_duplicate_review by name
    select one.review_key as review_key_a, two.review_key as review_key_b,
        one.text_sha256 as text_sha256_a, two.text_sha256 as text_sha256_b,
        0.950 as similarity, false as is_revision
    from review as two inner join review as one on two.n = one.n and one.p = 1
    where two.is_copy
"""
# Words as the marts find them; here only titles' words count as often as they stand there.
TERMS = """
    insert into {table} by name
    with worded as (
        select cast('0x' || left({key}, 7) as bigint) as {number},
            string_split(
                regexp_replace(lower(strip_accents({text})), '[^\\p{{L}}\\p{{N}} ]', ' ', 'g'), ' '
            ) as words
        from {source}
        where {key} <> 'unknown'
    ),

    listed as (
        select {number}, words, len(words) as text_length, unnest(list_distinct(words)) as term
        from worded
    )

    select term, {number},
        cast(round(
            22 * {times} / ({times} + 0.3e0 + 0.9e0 * text_length / {usual})
        ) as smallint) as weight
    from listed
    where term <> ''
    order by term
"""
FILM_TERM = TERMS.format(table="film_term", number="film_number", key="film_key", usual=60,
    times="len(list_filter(words, lambda word: word = term))",
    source="dim_film", text="concat_ws(' ', title, title, title, synopsis)")  # fmt: skip
REVIEW_TERM = TERMS.format(table="review_term", number="review_number", key="review_key", usual=60,
    times="1",     source="fact_review", text="review_text")  # fmt: skip
CANDIDATE = """
    insert into person_match_candidate by name
    with numbered as (
        select *, row_number() over (order by film_count desc, person_key) as place
        from dim_person where person_key <> 'unknown'
        limit 40000
    )

    select
        md5(one.name || chr(31) || other.name) as candidate_key, one.name as form_a,
        other.name as form_b, one.person_key as person_key_a, other.person_key as person_key_b,
        0.600 + 0.010 * (one.place % 37) as score, 2 as evidence_count,
        one.place % 3 = 0 as names_character,
        ['diacritics', 'played_by', 'character_and_name'][1 + one.place % 3]
            || ', same_character' as evidence_kinds,
        '' as evidence_spans, case when one.place % 60 = 0 then 'different' end as judgement
    from numbered as one inner join numbered as other on other.place = one.place + 1
    where one.place % 20 = 0;
    insert into person_match_evidence by name
    with forms as (
        select *, unnest([form_a, form_b]) as name_form from person_match_candidate
    )

    select distinct on (candidate_key, name_form)
        candidate_key, md5(candidate_key) as evidence_key, 'same_character' as evidence_kind,
        forms.name_form, page.film_key, cast(null as varchar) as character_name,
        names.page_key, names.line_number, names.byte_start, names.byte_end
    from forms
    inner join bridge_person_name as names using (name_form)
    inner join page on names.page_key = page.page_key
"""
FILM_MATCH = """
    insert into film_match_candidate by name
    select md5(undated.film_key || film.film_key) as candidate_key,
        undated.film_key as film_key_a, film.film_key as film_key_b, undated.title as title_a,
        film.title as title_b, film.release_year as release_year_b, 0.600 as score,
        1 as evidence_count, 'same_title' as evidence_kinds, '' as evidence_spans
    from dim_film as undated inner join dim_film as film on undated.title = film.title
    where undated.release_year is null and film.release_year is not null
"""
CONTESTED = f"""
    insert into contested_value by name
    select film_key, 'synopsis' as value_kind, pair.text as value_text, pair.pages as page_count,
        pair.pages as current_page_count, pair.chosen as is_chosen, {SEEN}, {HEAD}
    from (
        select *, unnest([
            {{'text': synopsis, 'pages': 9, 'chosen': true}},
            {{'text': left(synopsis, 60), 'pages': 1, 'chosen': false}}
        ]) as pair
        from page where is_current and n % 150 = 7
    ) as page
"""
IMPLAUSIBLE = f"""
    insert into implausible_value by name
    select 'release_after_capture' as finding_kind, film_key, 'unknown' as person_key,
        cast(release_date as varchar) as stated_text,
        concat('dated ', release_date, ', captured ', cast(first_at as date)) as finding, {HEAD}
    from page
    where is_current and release_date > first_at
"""
DATES = """
    insert into dim_date by name
    select cast(day as date) as date_key, year(day) as year, quarter(day) as quarter,
        month(day) as month, monthname(day) as month_name, day(day) as day,
        dayname(day) as weekday_name, year(day) // 10 * 10 as decade
    from (
        select unnest(generate_series(min(release_date), date '2025-12-31', interval 1 day)) as day
        from film
    )
"""
# Sixty runs, a week apart; every fifteenth failed. Their checks are those of the pattern's last.
RUNS = """
    insert into fact_run by name
    select
        timestamp '2024-01-08 03:00:00' + to_days(cast(7 * i as integer)) as started_at,
        strftime(started_at, '%Y%m%dT%H%M%S.%fZ-') || left(md5(concat('run ', i)), 8) as run_key,
        case when i % 15 = 7 then 'failed' else 'published' end as outcome,
        case when i % 15 = 7 then 'A critical check failed: films_dated.' end as error,
        getvariable('films') // 30 + drawn(i, 'landed') % 400 as pages_landed,
        pages_landed as pages_parsed, drawn(i, 'bad') % 30 as pages_quarantined,
        240.0 + drawn(i, 'seconds') % 900 as duration_seconds,
        started_at + to_seconds(duration_seconds) as finished_at
    from range(60) as numbers(i);
    insert into fact_check by name
    select
        run_key, suite, table_name, check_name, severity,
        severity = 'critical' or hash(run_key, check_name) % 60 > 0 as success, observed_value,
        finished_at - interval 20 seconds as checked_at
    from fact_run cross join (
        select suite, table_name, check_name, severity, observed_value from pattern.fact_check
        where run_key = (select max(run_key) from pattern.fact_check)
    )
    order by run_key
"""
TRUST = """
    insert into trust_summary
    with told as (
        select metric_name, metric_text, caveat_name from pattern.trust_summary
    ),

    reviews as (
        select
            count(*) as n, count(*) filter (where is_trusted) as trusted,
            count(distinct film_key) as films,
            count(distinct film_key) filter (where is_trusted) as trusted_films,
            avg(word_count) as words, avg(word_count) filter (where is_trusted) as trusted_words,
            count(claimed_date) as dated,
            count(claimed_date) filter (where not has_synthetic_date) as trusted_dated
        from fact_review
    ),

    figures as (
        select 'review_count' as metric_name, n as naive, trusted from reviews
        union all select 'reviewed_film_count', films, trusted_films from reviews
        union all select 'words_per_review', words, trusted_words from reviews
        union all select 'dated_review_count', dated, trusted_dated from reviews
        union all select 'reviewer_count', count(*), count(*) filter (where not is_suspicious)
        from dim_reviewer where reviewer_key <> 'unknown'
        union all select 'film_count', count(*), count(*) filter (where has_page)
        from dim_film where film_key <> 'unknown'
    )

    select told.*, round(naive, 3), round(trusted, 3)
    from told inner join figures using (metric_name)
"""
STATEMENTS = (
    dashboard_pages.TEXTS, FILM, FILM_HISTORY, RATING, PAGE, OBSERVATION, DEFECT, CAST, PERSON,
    PERSON_NAME, SIMILAR_HISTORY, AVAILABILITY, PROVIDER, REVIEWS, REVIEWER, SEQUENCE,
    NEAR_DUPLICATE, FILM_TERM, REVIEW_TERM, CANDIDATE, FILM_MATCH, CONTESTED, IMPLAUSIBLE, DATES,
    RUNS, TRUST,
)  # fmt: skip
