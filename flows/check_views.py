"""The SQL behind check_tables: what the batch is, what is believed of, the numbers referred to.

`found_<noun>` and `found_observations` are what parse and land wrote, `served_observations` what
the serving generation was made of, `serving` that generation itself. The texts of the batch are
read once: `parsed_<noun>` holds their lengths, hashes and what betrays them, never the texts.
"""

# Text that betrays a reader of HTML, or bytes decoded by the wrong table, without a defect.
# A pattern costs ten times what `contains` costs, and most texts need none.
MACROS = r"""
create or replace macro has_markup(words) as
    case when contains(words, '<') or contains(words, '&')
        then regexp_matches(words, '</?[a-zA-Z][^<>]*>|<!--|&(#[0-9]+|[a-zA-Z]+);')
    end;
create or replace macro has_closing_line(words) as
    case when contains(words, '... more')
        then regexp_matches(words, '(^|[\r\n])\.\.\. more($|[\r\n])')
    end;
create or replace macro size_of(words) as cast(length(words) as integer);
create or replace macro id_of(words) as case when words is not null then hash(words) end;
create or replace macro is_garbled(words) as regexp_matches(words,
    '[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]|\x{FFFD}|[\x{C2}\x{C3}][\x{80}-\x{BF}]|\x{E2}\x{20AC}');
create or replace macro year_of(digits) as
    cast(nullif(
        regexp_extract(digits, '(?:^|[^0-9])([0-9]{4})(?:[^0-9]|$)', 1), ''
    ) as integer);
create or replace macro rating_of(words) as
    case
        when regexp_full_match(words, '[0-9]{1,2}([.][0-9])?') and cast(words as double) <= 10
            then cast(words as double)
    end;
"""

# The counts of a quarantined page are null: nothing is known of what it holds. Of a page that
# someone excluded nothing is believed.
BATCH = """
create or replace table batch as
select
    page_key,
    count(*) as observation_count,
    count(distinct origin) as origin_count,
    max(landed_at) as landed_at
from found_observations
where observation_key not in (select observation_key from served_observations)
group by page_key;

create or replace table parsed_pages as
with counts as (
    select page_key, 'credits' as noun, count(*) as row_count from found_credits group by page_key
    union all
    select page_key, 'related_films', count(*) from found_related_films group by page_key
    union all
    select page_key, 'reviews', count(*) from found_reviews group by page_key
    union all
    select page_key, 'defects', count(*) from found_defects group by page_key
)
select
    pages.*,
    batch.origin_count,
    case when quarantine_reason is null then coalesce(credits.row_count, 0) end as credit_count,
    case when quarantine_reason is null then coalesce(related_films.row_count, 0) end
        as related_film_count,
    case when quarantine_reason is null then coalesce(reviews.row_count, 0) end as review_count,
    case when quarantine_reason is null then coalesce(defects.row_count, 0) end as defect_count
from found_pages as pages
inner join batch on pages.page_key = batch.page_key and pages.quarantine_reason is distinct from
    'excluded'
left join counts as credits on pages.page_key = credits.page_key and credits.noun = 'credits'
left join counts as related_films
    on pages.page_key = related_films.page_key and related_films.noun = 'related_films'
left join counts as reviews on pages.page_key = reviews.page_key and reviews.noun = 'reviews'
left join counts as defects on pages.page_key = defects.page_key and defects.noun = 'defects';

create or replace table parsed_films as
select
    id_of(title_normal) as title_id,
    size_of(title) as title_length,
    size_of(release_date_text) as release_date_length,
    size_of(certificate) as certificate_length,
    size_of(rating_text) as rating_length,
    size_of(synopsis) as synopsis_length,
    year_of(release_date_text) as release_year,
    rating_of(rating_text) as rating,
    synopsis = title as synopsis_is_title,
    has_markup(title) or has_markup(synopsis) or has_markup(certificate) as has_markup,
    is_garbled(title) or is_garbled(synopsis) or is_garbled(certificate) as is_garbled
from found_films where page_key in (select page_key from batch);

create or replace table parsed_credits as
select
    id_of(page_key) as page_id,
    id_of(name_normal) as name_id,
    size_of(credited_name) as name_length,
    size_of(character_name) as character_length,
    character_name = credited_name as character_is_name,
    regexp_matches(credited_name, '[0-9]') as name_has_digits,
    has_markup(credited_name) or has_markup(character_name) as has_markup,
    is_garbled(credited_name) or is_garbled(character_name) as is_garbled
from found_credits where page_key in (select page_key from batch);

create or replace table parsed_related_films as
select
    id_of(provider) as provider_id,
    size_of(title) as title_length,
    size_of(provider) as provider_length,
    size_of(synopsis) as synopsis_length,
    size_of(year_text) as year_length,
    year_of(year_text) as release_year,
    synopsis = title as synopsis_is_title,
    has_markup(title) or has_markup(provider) or has_markup(synopsis) as has_markup,
    is_garbled(title) or is_garbled(provider) or is_garbled(synopsis) as is_garbled
from found_related_films where page_key in (select page_key from batch);

create or replace table parsed_reviews as
select
    id_of(author) as author_id,
    size_of(author) as author_length,
    size_of(claimed_date_text) as claimed_date_length,
    size_of(review_text) as text_length,
    word_count,
    year_of(claimed_date_text) as claimed_year,
    regexp_full_match(author, '[0-9]+[-/.][0-9]+[-/.][0-9]+') as author_is_date,
    has_closing_line(review_text) as is_merged,
    has_markup(author) or has_markup(review_text) as has_markup,
    is_garbled(author) or is_garbled(review_text) as is_garbled
from found_reviews where page_key in (select page_key from batch);

create or replace view parsed_quotations as
select * from found_quotations where page_key in (select page_key from batch);
create or replace view parsed_defects as
select * from found_defects where page_key in (select page_key from batch);
"""

BATCH_NUMBERS = """
select
    count(*) as batch_page_count,
    max(extract(year from landed_at)) as landing_year
from batch
"""

CANDIDATE_NUMBERS = """
select count(distinct page_key) as batch_page_count from fact_observation
where observation_key not in (select observation_key from served_observations)
"""

# What the serving generation says of its current pages: what a batch is compared with.
SERVING_NUMBERS = """
with pages as (
    select
        films.*,
        coalesce(cast_sizes.row_count, 0) as credit_count,
        coalesce(list_sizes.row_count, 0) as related_film_count,
        coalesce(review_sizes.row_count, 0) as review_count
    from serving.main.dim_film as films
    left join (select page_key, count(*) as row_count from serving.main.bridge_cast group by all)
        as cast_sizes on films.page_key = cast_sizes.page_key
    left join (select page_key, count(*) as row_count from serving.main.bridge_similar group by all)
        as list_sizes on films.page_key = list_sizes.page_key
    left join (select page_key, count(*) as row_count from serving.main.fact_review group by all)
        as review_sizes on films.page_key = review_sizes.page_key
    where films.has_page
)
select
    avg(credit_count) as serving_credits_per_page,
    avg(related_film_count) as serving_related_films_per_page,
    avg(review_count) as serving_reviews_per_page,
    avg(case when credit_count > 0 then 1 else 0 end) as serving_credits_share,
    avg(case when related_film_count > 0 then 1 else 0 end) as serving_lists_share,
    avg(case when review_count > 0 then 1 else 0 end) as serving_reviews_share,
    avg(case when certificate is null then 0 else 1 end) as serving_certificate_share,
    avg(case when release_date_text is null then 0 else 1 end) as serving_date_share,
    avg(case when rating_text is null then 0 else 1 end) as serving_rating_share,
    avg(case when synopsis is null then 0 else 1 end) as serving_synopsis_share,
    cast(avg(rating) as double) as serving_rating_mean,
    (select avg(release_year) from serving.main.dim_film) as serving_year_mean,
    (select count(*) from serving.main.dim_film) as serving_film_count,
    (select count(*) from serving.main.dim_person) as serving_person_count,
    (select avg(film_count) from serving.main.dim_person) as serving_films_per_person,
    (select count(*) from serving.main.bridge_cast) as serving_cast_count,
    (select avg(case when character_name is null then 0 else 1 end) from serving.main.bridge_cast)
        as serving_character_share,
    (select count(*) from serving.main.bridge_similar) as serving_list_count,
    (select avg(case when provider_key = 'unknown' then 0 else 1 end)
        from serving.main.bridge_similar) as serving_provider_share,
    (select count(*) from serving.main.fact_review) as serving_review_count,
    (select avg(word_count) from serving.main.fact_review) as serving_words_per_review,
    (select count(*) from serving.main.dim_page) as serving_page_count,
    (select count(*) from serving.main.fact_defect) * 1.0
        / nullif((select count(*) from serving.main.dim_page), 0) as serving_defects_per_page
from pages
"""

# Generations that were made before there was a history have none to compare with.
SERVING_HISTORY_NUMBERS = """
select
    (select count(*) from serving.main.dim_film_history) as serving_film_history_count,
    (select count(*) from serving.main.bridge_similar_history) as serving_list_history_count
"""
