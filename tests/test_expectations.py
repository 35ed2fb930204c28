"""Every expectation is documented, and there is a change of the data that it alone notices.

A made-up batch of 200 pages and its marts meet all of them (the control); each mutation below
breaks one belief. A threshold, column or comparison that is wrong turns its mutation red.
"""
# the SQL is made of constants of this file

import re

import duckdb
import pytest
import yaml

from flows import check
from flows.check_tables import Tables
from flows.check_views import BATCH, MACROS
from flows.parse import NOUNS

SUITE_FILES = {file.stem: file for file in sorted(check.SUITES.glob("*.yml"))}
SUITES = {stem: yaml.safe_load(file.read_text()) for stem, file in SUITE_FILES.items()}
EXPECTATIONS = [(stem, one) for stem, suite in SUITES.items() for one in suite["expectations"]]
COMPARISONS = {one["meta"]["name"] for _, one in EXPECTATIONS if "serving_" in str(one["kwargs"])}
NAMES = [f"{stem}-{one['meta']['name']}" for stem, one in EXPECTATIONS]

BASE = """
create macro letters(number) as translate(cast(number as varchar), '0123456789', 'abcdefghij');
create macro page(number) as lpad(cast(number as varchar), 4, '0');
create table n as select cast(range as integer) as i from range(1, 201);
create table found_observations as
select page(i) as observation_key, page(i) as page_key, page(i) as origin,
    timestamp '2024-03-04 00:00:00' as captured_at, timestamp '2024-03-05 00:00:00' as landed_at
from n;
create table found_pages as
select page(i) as page_key, if(i > 198, 'not_utf8', null) as quarantine_reason,
    3000 as byte_count, i <= 198 as is_lossless from n;
create table found_films as
select page(i) as page_key, 1 as line_number, 'Film ' || i as title, 'film ' || i as title_normal,
    'October. 22,' || (1930 + i % 90) as release_date_text, 'NR' as certificate,
    printf('%.1f', 6 + (i % 20) / 10) as rating_text, 'They meet, and then film ' || i as synopsis
from n;
create table found_credits as
select page(i) as page_key, p as billing_position, p as line_number,
    'Person ' || letters(i * 10 + p) as credited_name, 'Role ' || p as character_name,
    'person ' || letters(i * 10 + p) as name_normal
from n, range(1, 11) as r(p);
create table found_related_films as
select page(i) as page_key, p as list_position, p as line_number,
    'Film ' || (i + p) as title, if(p % 10 < 6, 'Provider ' || p % 10, null) as provider,
    'They meet again, and then film ' || p as synopsis, '1950' as year_text
from n, range(1, 21) as r(p);
create table found_reviews as
select page(i) as page_key, p as review_position, p as line_number,
    'author' || (i * 10 + p) as author, '1948/10/22' as claimed_date_text,
    'Why so much hype?' as review_text, 20 as word_count
from n, range(1, 5) as r(p);
create table found_quotations as
select page(i) as page_key, 'Anton ' || letters(i) as quoted_name from n where i <= 10;
create table found_defects as
select page(i) as page_key, 'kind ' || i as defect_kind, true as is_left_out,
    10 as byte_start, 20 as byte_end from n where i <= 5;
create table dim_film as
select page(i) as film_key, 'Film ' || i as title, 1930 + i % 90 as release_year,
    if(i <= 200, cast(6 + (i % 20) / 10 as decimal(3, 1)), null) as rating,
    5 as mention_count, i <= 200 as has_page
from range(1, 301) as r(i)
union all select 'unknown', 'unknown', null, null, 0, false;
create table dim_person as
select page(i) as person_key, 2 as name_form_count, 4 as film_count,
    1940 as first_film_year, 1970 as last_film_year from range(1, 501) as r(i);
create table bridge_cast as
select page(i) as film_key, p as billing_position, page(i * 2 + p) as person_key
from n, range(1, 11) as r(p);
create table bridge_similar as
select page(i) as film_key, 'similar_titles' as list_kind, p as list_position,
    page(i + p) as similar_film_key, if(p < 12, 'provider ' || p, 'unknown') as provider_key
from n, range(1, 21) as r(p);
create table fact_review as
select page(i) as film_key, p as review_position, p = 1 as is_boilerplate,
    p > 1 as has_synthetic_date, p > 1 as is_on_current_page
from n, range(1, 5) as r(p);
create table dim_film_history as
select page(i) as film_key, p as valid_from from n, range(1, 3) as r(p);
create table bridge_similar_history as
select page(i) as film_key, p as list_position, 'entered' as began_as
from n, range(1, 21) as r(p);
create table dim_reviewer as select page(i) as reviewer_key from n;
create table contested_value as select page(i) as film_key from n where i <= 10;
create table person_match_candidate as select page(i) as candidate_key from n where i <= 10;
create table film_match_candidate as select page(i) as candidate_key from n where i <= 10;
create table near_duplicate_review as select page(i) as text_sha256_a from n where i <= 10;
create table suspicious_author as select page(i) as reviewer_key from n where i <= 10;
create table implausible_value as select page(i) as film_key from n where i <= 10;
create table dim_page as
select page(i) as page_key, page(i) as film_key, if(i > 198, 'not_utf8', null)
    as quarantine_reason, i <= 198 as is_lossless,
    timestamp '2024-03-04 00:00:00' as first_observed_at,
    timestamp '2024-03-04 00:00:00' as last_observed_at from n;
create table fact_observation as from found_observations;
create table served_observations as select cast(null as varchar) as observation_key limit 0;
"""
OWN = {"batch_page_count": 200, "landing_year": 2024}
SERVING = {
    "serving_credits_per_page": 10.0,
    "serving_related_films_per_page": 15.0,
    "serving_reviews_per_page": 4.0,
    "serving_credits_share": 1.0,
    "serving_lists_share": 1.0,
    "serving_reviews_share": 1.0,
    "serving_certificate_share": 1.0,
    "serving_date_share": 1.0,
    "serving_rating_share": 1.0,
    "serving_synopsis_share": 1.0,
    "serving_rating_mean": 6.95,
    "serving_year_mean": 1974.5,
    "serving_film_count": 301,
    "serving_person_count": 500,
    "serving_films_per_person": 4.0,
    "serving_cast_count": 2000,
    "serving_character_share": 1.0,
    "serving_list_count": 4000,
    "serving_provider_share": 0.6,
    "serving_review_count": 800,
    "serving_words_per_review": 20.0,
    "serving_page_count": 200,
    "serving_film_history_count": 400,
    "serving_list_history_count": 4000,
    "serving_defects_per_page": 0.01,
}


def change(table: str, what: str, where: str = "true") -> str:
    return f"update {table} set {what} where {where}"


def first(pages: int) -> str:
    """Name the first pages: 2 of 200 are one percent."""
    return f"page_key <= '{pages:04}'"


def lose(table: str, where: str) -> str:
    return f"delete from {table} where {where}"


def more(table: str, times: int, where: str) -> str:
    return f"insert into {table} select t.* from {table} as t, range({times}) where {where}"


def more_defects(page_count: int, each: int = 1) -> str:
    return (
        "insert into found_defects select page(i), 'unexplained_line', false, 0, 1 "
        f"from n, range({each}) where i <= {page_count}"
    )


GARBLED = "chr(195) || chr(169)"
MUTATIONS = {
    # parsed_pages
    "pages_readable": change("found_pages", "quarantine_reason = 'not_utf8'", first(30)),
    "pages_without_defects": more_defects(50),
    "pages_with_credits": lose("found_credits", first(120)),
    "pages_with_lists": lose("found_related_films", first(150)),
    "pages_with_reviews": lose("found_reviews", first(170)),
    "credits_per_page": more("found_credits", 20, first(4)),
    "related_films_per_page": more("found_related_films", 10, first(4)),
    "reviews_per_page": more("found_reviews", 100, first(4)),
    "page_size": change("found_pages", "byte_count = 20", first(4)),
    "page_in_one_place": "insert into found_observations select page_key || p, page_key, p, "
    f"captured_at, landed_at from found_observations, range(6) as r(p) where {first(1)}",
    "batch_not_huge": ";".join(
        f"insert into {table} select t.* replace (page_key || p as page_key) "
        f"from {table} as t, range(20) as r(p)"
        for table in ("found_pages", "found_credits", "found_related_films", "found_reviews")
    )
    + "; insert into found_observations select t.* replace (page_key || p as page_key, "
    "page_key || p as observation_key) from found_observations as t, range(20) as r(p)",
    "credits_per_page_as_before": lose("found_credits", "billing_position > 4"),
    "related_films_per_page_as_before": lose("found_related_films", "list_position > 7"),
    "reviews_per_page_as_before": lose("found_reviews", "review_position > 1"),
    "credits_as_common_as_before": lose("found_credits", first(70)),
    "lists_as_common_as_before": lose("found_related_films", first(110)),
    "reviews_as_common_as_before": lose("found_reviews", first(110)),
    # parsed_films
    "film_titles_present": change("found_films", "title = null", first(10)),
    "release_dates_present": change("found_films", "release_date_text = null", first(70)),
    "certificates_present": change("found_films", "certificate = null", first(150)),
    "ratings_present": change("found_films", "rating_text = null", first(150)),
    "synopses_present": change("found_films", "synopsis = null", first(110)),
    "film_title_length": change("found_films", "title = repeat('x', 200)", first(4)),
    "film_synopsis_length": change("found_films", "synopsis = 'Short'", first(12)),
    "certificate_length": change("found_films", "certificate = repeat('x', 30)", first(6)),
    "film_text_without_markup": change("found_films", "title = '<b>M</b>'", first(6)),
    "film_text_not_garbled": change("found_films", f"title = 'Am' || {GARBLED}", first(6)),
    "film_synopsis_is_not_title": change("found_films", "synopsis = title", first(6)),
    "release_years_plausible": change("found_films", "release_date_text = '2030'", first(12)),
    "rating_mean_plausible": change("found_films", "rating_text = '1.' || right(page_key, 1)"),
    "ratings_vary": change("found_films", "rating_text = '7.0'", first(110)),
    "titles_differ": change("found_films", "title_normal = 'log in'", first(30)),
    "rating_mean_as_before": change("found_films", "rating_text = '4.' || right(page_key, 1)"),
    "ratings_as_common_as_before": change("found_films", "rating_text = null", first(110)),
    "certificates_as_common_as_before": change("found_films", "certificate = null", first(110)),
    "release_dates_as_common_as_before": change(
        "found_films", "release_date_text = null", first(50)
    ),
    "synopses_as_common_as_before": change("found_films", "synopsis = null", first(80)),
    # parsed_credits
    "credit_names_present": change(
        "found_credits", "credited_name = null, name_normal = null", first(10)
    ),
    "characters_present": change("found_credits", "character_name = null", first(150)),
    "credit_name_length": change("found_credits", "credited_name = repeat('x', 80)", first(4)),
    "character_name_length": change("found_credits", "character_name = repeat('x', 200)", first(4)),
    "credit_names_without_digits": change("found_credits", "credited_name = 'Act 2'", first(20)),
    "credit_text_without_markup": change(
        "found_credits", "character_name = 'Max &amp; Mary'", first(6)
    ),
    "credit_text_not_garbled": change("found_credits", "character_name = chr(1)", first(6)),
    "character_is_not_name": change("found_credits", "character_name = credited_name", first(50)),
    "no_name_on_every_page": change(
        "found_credits", "name_normal = 'see all'", f"billing_position = 1 and {first(80)}"
    ),
    "characters_as_common_as_before": change("found_credits", "character_name = null", first(100)),
    # parsed_related_films
    "related_years_present": change("found_related_films", "year_text = null", first(80)),
    "related_synopses_present": change("found_related_films", "synopsis = null", first(110)),
    "providers_present": change("found_related_films", "provider = null", first(190)),
    "related_title_length": change("found_related_films", "title = repeat('x', 200)", first(4)),
    "provider_length": change("found_related_films", "provider = repeat('x', 50)", first(4)),
    "related_synopsis_length": change("found_related_films", "synopsis = 'Short'", first(12)),
    "providers_repeat": change(
        "found_related_films", "provider = title || page_key", "provider is not null"
    ),
    "related_synopsis_is_not_title": change("found_related_films", "synopsis = title", first(6)),
    "related_text_without_markup": change("found_related_films", "title = '<a href>'", first(6)),
    "related_text_not_garbled": change("found_related_films", "title = chr(65533)", first(6)),
    "related_years_plausible": change("found_related_films", "year_text = '1066'", first(12)),
    "providers_as_common_as_before": change("found_related_films", "provider = null", first(110)),
    # parsed_reviews
    "review_authors_present": change("found_reviews", "author = null", first(30)),
    "review_dates_present": change("found_reviews", "claimed_date_text = null", first(70)),
    "review_texts_present": change("found_reviews", "review_text = null", first(30)),
    "author_length": change("found_reviews", "author = repeat('x', 80)", first(4)),
    "authors_are_not_dates": change("found_reviews", "author = '1948/10/22'", first(4)),
    "review_text_length": change("found_reviews", "review_text = repeat('x', 11000)", first(4)),
    "reviews_not_merged": change(
        "found_reviews", "review_text = 'So' || chr(10) || '... more' || chr(10) || 'X'", first(4)
    ),
    "claimed_years_plausible": change(
        "found_reviews", "claimed_date_text = '1700/01/01'", first(12)
    ),
    "review_text_without_markup": change("found_reviews", "review_text = '<br/>'", first(6)),
    "review_text_not_garbled": change("found_reviews", f"review_text = {GARBLED}", first(6)),
    "no_author_everywhere": change("found_reviews", "author = 'Reviews'", first(70)),
    "review_words_as_before": change("found_reviews", "word_count = 2"),
    # parsed_defects
    "no_defect_everywhere": more_defects(30),
    "defects_per_page": more_defects(1, each=60),
    "little_left_out": change("found_defects", "byte_end = 20000"),
    "defects_as_rare_as_before": more_defects(1, each=40),
    # marts
    "films_not_lost": lose("dim_film", "film_key between '0200' and '0240'"),
    "films_dated": change("dim_film", "release_year = null", "film_key <= '0120'"),
    "film_years_as_before": change("dim_film", "release_year = release_year + 20"),
    "film_ratings_as_before": change("dim_film", "rating = rating - 2"),
    "no_film_in_every_list": change("dim_film", "mention_count = 150", "film_key = '0001'"),
    "films_not_split": change(
        "dim_film",
        "title = 'Twin ' || cast(film_key as integer) // 2, "
        "release_year = 1950 + cast(film_key as integer) % 2",
        "film_key between '0002' and '0041'",
    ),
    "persons_not_lost": lose("dim_person", "person_key <= '0050'"),
    "careers_plausible": change("dim_person", "last_film_year = 2040", "person_key <= '0010'"),
    "name_forms_few": change("dim_person", "name_form_count = 20", "person_key = '0001'"),
    "no_person_in_every_film": change("dim_person", "film_count = 60", "person_key = '0001'"),
    "films_per_person_as_before": change("dim_person", "film_count = 12"),
    "cast_not_lost": lose("bridge_cast", "billing_position > 8"),
    "films_with_cast": lose("bridge_cast", "film_key <= '0120'"),
    "persons_billed_once": change("bridge_cast", "person_key = '1'", "billing_position < 3"),
    "list_items_not_lost": lose("bridge_similar", "list_position > 14"),
    "films_not_their_own_neighbour": change(
        "bridge_similar", "similar_film_key = film_key", "list_position < 4"
    ),
    "no_provider_everywhere": change(
        "bridge_similar", "provider_key = 'one'", "provider_key <> 'unknown'"
    ),
    "lists_differ": change("bridge_similar", "similar_film_key = page(list_position + 900)"),
    "reviews_not_lost": lose("fact_review", "film_key <= '0020'"),
    "texts_mostly_own": change("fact_review", "is_boilerplate = true", "review_position < 4"),
    "dates_still_counted": change("fact_review", "has_synthetic_date = review_position = 2"),
    "reviews_still_shown": change("fact_review", "is_on_current_page = review_position = 2"),
    "pages_not_lost": lose("dim_page", first(20)),
    "all_pages_readable": change("dim_page", "quarantine_reason = 'not_utf8'", first(30)),
    "pages_lossless": change("dim_page", "is_lossless = false", first(50)),
    "no_film_on_every_page": change("dim_page", "film_key = 'one'", first(60)),
    "captures_not_too_early": change(
        "dim_page", "first_observed_at = timestamp '1970-01-01 00:00:00'", first(1)
    ),
    "quotations_rare": "insert into found_quotations select page(i), 'Anton' from n where i <= 80",
    "quoted_name_length": change("found_quotations", "quoted_name = repeat('Anton ', 20)"),
    "film_history_not_lost": lose("dim_film_history", "film_key <= '0020'"),
    "list_history_not_lost": lose("bridge_similar_history", "list_position > 18"),
    "pages_not_flickering": more("dim_film_history", 60, "film_key <= '0020'"),
    "items_not_rewritten": change(
        "bridge_similar_history", "began_as = 'changed'", "list_position > 5"
    ),
    "contests_rare": "insert into contested_value select page(i) from n where i <= 90",
    "person_candidates_rare": "insert into person_match_candidate select page(i) from n",
    "film_candidates_rare": "insert into film_match_candidate select page(i) from n",
    "near_duplicates_rare": "insert into near_duplicate_review select i from range(300) as t(i)",
    "suspicions_rare": "insert into suspicious_author select page(i) from n where i <= 120",
    "implausible_rare": "insert into implausible_value select page(i) from n where i <= 60",
    "captures_not_in_future": change(
        "dim_page", "last_observed_at = timestamp '2024-03-07 00:00:00'", first(1)
    ),
}


@pytest.fixture(scope="module")
def database():
    with duckdb.connect() as connection:
        connection.execute(MACROS + BASE)
        tables = [name for (name,) in connection.execute("show tables").fetchall()]
        for name in tables:
            connection.execute(f"create table base_{name} as from {name}")
        yield connection, tables


def judge(database, stem, mutation="", numbers=OWN):
    """Give what a suite says of the made-up tables after a mutation."""
    connection, tables = database
    for name in tables:
        connection.execute(f"create or replace table {name} as from base_{name}")
    connection.execute(mutation)
    if stem.startswith("parsed_"):
        connection.execute(BATCH)
    return check.judge(Tables(connection, numbers), SUITE_FILES[stem])


def test_every_noun_and_every_guarded_mart_has_its_suite():
    marts = [
        "bridge_cast", "bridge_similar", "bridge_similar_history", "contested_value", "dim_film",
        "dim_film_history", "dim_page", "dim_person", "fact_review", "film_match_candidate",
        "implausible_value", "near_duplicate_review", "person_match_candidate",
        "suspicious_author",
    ]  # fmt: skip
    stems = [f"parsed_{noun}" for noun in NOUNS] + [f"mart_{mart}" for mart in marts]
    assert sorted(SUITE_FILES) == sorted(stems)
    assert [suite["name"] for suite in SUITES.values()] == list(SUITES)


@pytest.mark.parametrize("one", [one for _, one in EXPECTATIONS], ids=NAMES)
def test_expectation_says_why_and_what_to_do(one):
    assert one["severity"] in {"critical", "warning"}
    assert one["meta"]["kind"] in check.AGGREGATES | {"rows"}
    assert len(one["notes"]) > 20
    assert one["notes"].endswith(".")
    assert len(one["meta"]["what_to_do"]) > 20
    assert one["meta"]["what_to_do"].endswith(".")
    assert one["meta"]["name"].replace("_", "").isalpha()
    assert one["meta"]["name"].islower()


def test_names_are_unique_so_that_one_can_be_accepted_by_its_name():
    names = [one["meta"]["name"] for _, one in EXPECTATIONS]
    assert len(set(names)) == len(names)
    assert sorted(names) == sorted(MUTATIONS)


def test_what_may_be_missing_is_never_critical():
    for stem, one in EXPECTATIONS:
        column = one["kwargs"].get("column")
        if column in {"review_count", "related_film_count", "provider_length"}:
            assert one["severity"] == "warning", (stem, one["meta"]["name"])
        if one["meta"]["kind"] == "fill_rate" and column == "rating_length":
            assert one["severity"] == "warning", (stem, one["meta"]["name"])


@pytest.mark.parametrize("stem", SUITES)
def test_good_tables_meet_every_expectation(database, stem):
    said = judge(database, stem, numbers=OWN | SERVING)
    assert [one.check_name for one in said if not one.success] == []
    assert len(said) == len(SUITES[stem]["expectations"])


@pytest.mark.parametrize("stem", SUITES)
def test_empty_tables_fail_nothing_critical(database, stem):
    empty = ";".join(lose(name, "true") for name in database[1] if name != "n")
    said = judge(database, stem, empty, OWN | SERVING)
    assert len(said) == len(SUITES[stem]["expectations"])
    assert {one.severity for one in said} == {"warning"}
    failed = {one.check_name for one in said if not one.success}
    assert failed == {name for name in failed if name.endswith("_not_lost")}


def touched(stem, name):
    """Name what a mutation changes, by the first word of its columns; None: too much to say."""
    sql = MUTATIONS[name]
    if "quarantine" in sql or ";" in sql:
        return None
    if sql.startswith("update"):
        return {column.split("_")[0] for column in re.findall(r"(\w+) = ", sql.split(" where ")[0])}
    return set(re.findall(r"found_(\w{6})", sql)) if stem == "parsed_pages" else None


def is_apart(stem, one, other):
    """Say whether neither of two mutations touches what the other, or its expectation, looks at."""
    names = (one["meta"]["name"], other["meta"]["name"])
    mine, theirs = (touched(stem, name) for name in names)
    if mine is None or theirs is None or mine & theirs:
        return False
    looked_at = [(word, other) for word in mine] + [(word, one) for word in theirs]
    return (names[0] in COMPARISONS) == (names[1] in COMPARISONS) and not any(
        word in str(looking["kwargs"]) for word, looking in looked_at
    )


def rounds():
    """Put mutations that are apart into one run of their suite: a run costs a third of a second."""
    found = []
    for stem, one in EXPECTATIONS:
        for suite, members in found:
            if suite == stem and all(is_apart(stem, one, member) for member in members):
                members.append(one)
                break
        else:
            found.append((stem, [one]))
    return [(stem, tuple(one["meta"]["name"] for one in members)) for stem, members in found]


@pytest.mark.parametrize(
    ("stem", "names"),
    rounds(),
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_each_change_breaks_its_own_belief_and_no_other(database, stem, names):
    numbers = OWN | SERVING if names[0] in COMPARISONS else OWN
    if names == ("batch_not_huge",):
        numbers = numbers | {"serving_page_count": 10}
    said = judge(database, stem, ";".join(MUTATIONS[name] for name in names), numbers)
    assert {one.check_name for one in said if not one.success} == set(names)
