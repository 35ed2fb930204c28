"""The check step on real batches: which pages it judges, what is critical, what it says.

Pages are the sample's with other titles, landed and parsed for real; the marts are made of the
parsed tables by the little SQL below, because building them is another step's business.
"""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import yaml

from flows import check
from flows.check_tables import Tables, _culprit, border_tables
from flows.errors import FilmhouseError, StoreDamaged
from flows.land import land
from flows.pages.parser import read_page
from flows.parse import NOUNS, parse
from flows.settings import PROJECT, Settings

SAMPLE = PROJECT / "raw" / "sample"
PAGES = [
    raw
    for raw in (file.read_bytes() for file in sorted(SAMPLE.rglob("*.txt")))
    if not read_page(raw).defects and b"\r" not in raw and b"Reviews\n" in raw
]
MARTS = """
create table dim_film as
select page_key as film_key, title, cast(right(release_date_text, 4) as integer) as release_year,
    cast(rating_text as decimal(3, 1)) as rating, 1 as mention_count, true as has_page, certificate,
    synopsis, release_date_text, rating_text, page_key from films;
create table dim_person as
select name_normal as person_key, 1 as name_form_count, count(*) as film_count,
    1950 as first_film_year, 1960 as last_film_year from credits group by name_normal;
create table bridge_cast as
select page_key as film_key, name_normal || billing_position as person_key, character_name,
    page_key from credits;
create table bridge_similar as
select page_key as film_key, title_normal as similar_film_key, list_kind, list_position,
    coalesce(provider, 'unknown') as provider_key, page_key from related_films;
create table fact_review as
select page_key as film_key, page_key, word_count, false as is_boilerplate,
    true as has_synthetic_date, true as is_on_current_page from reviews;
create table dim_page as
select page_key, page_key as film_key, quarantine_reason, is_lossless,
    timestamp '2024-03-04 00:00:00' as first_observed_at,
    timestamp '2024-03-04 00:00:00' as last_observed_at from pages;
create table fact_observation as select observation_key, page_key, landed_at from observations;
create table dim_film_history as select film_key from dim_film;
create table bridge_similar_history as select film_key, 'entered' as began_as from bridge_similar;
create table dim_reviewer as select distinct author as reviewer_key from reviews;
create table contested_value as select film_key from dim_film limit 0;
create table implausible_value as select film_key from dim_film limit 0;
create table person_match_candidate as select person_key as candidate_key from dim_person limit 0;
create table film_match_candidate as select film_key as candidate_key from dim_film limit 0;
create table near_duplicate_review as select text_sha256 as text_sha256_a from reviews limit 0;
create table suspicious_author as select author as reviewer_key from reviews limit 0;
create table fact_defect as select page_key from defects;
"""


def settings_of(home: Path) -> Settings:
    return Settings(home, (home / "inbox",), workers=1)


def add_pages(settings, count, unreadable=0, start=0, edit=lambda raw: raw):
    """Land and parse so many film pages, and so many that are none."""
    folder = settings.inboxes[0] / "2024-03-04"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(start, start + count):
        rest = PAGES[number % len(PAGES)].split(b"\n", 1)[1]
        raw = f"Another Film {number}\n".encode() + rest
        (folder / f"{number}.txt").write_bytes(edit(raw))
    for number in range(start, start + unreadable):
        (folder / f"none-{number}.txt").write_text(f"This is no film page: {number}\n")
    land(settings)
    parse(settings)


def make_marts(settings, path, change=""):
    """Make marts of everything that landed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(path) as connection:
        sources = {noun: settings.parsed / noun for noun in NOUNS}
        sources["observations"] = settings.observations
        for name, folder in sources.items():
            connection.execute(f"create temp view {name} as from '{folder}/*.parquet'")
        connection.execute(MARTS + change)


def publish(settings, change=""):
    """Let everything that landed serve."""
    generation = settings.generations / "one.duckdb"
    make_marts(settings, generation, change)
    settings.current.symlink_to(generation.relative_to(settings.warehouse))


def result(outcome, name):
    (found,) = (one for one in outcome.results if one.check_name == name)
    return found


@pytest.fixture(scope="module")
def hundred(tmp_path_factory):
    """A home where a hundred pages serve, with nothing new."""
    settings = settings_of(tmp_path_factory.mktemp("hundred"))
    add_pages(settings, 100)
    publish(settings)
    return settings


@pytest.fixture
def serving(hundred, tmp_path):
    """A home of one's own where a hundred pages serve."""
    subprocess.run(["cp", "-a", f"{hundred.home}/.", str(tmp_path)], check=True)
    return settings_of(tmp_path)


def test_sample_meets_every_belief(tmp_path):
    settings = replace(settings_of(tmp_path), inboxes=(SAMPLE,))
    land(settings)
    parse(settings)
    outcome = check.check_border(settings)
    assert [check.describe(one) for one in outcome.results if not one.success] == []
    assert {one.suite for one in outcome.results} == {f"parsed_{noun}" for noun in NOUNS}
    assert outcome.passed == len(outcome.results)
    assert outcome.failed == 0


@pytest.mark.parametrize(
    ("counts", "success", "severity"),
    [
        ((72, 18, 10), True, "critical"),
        ((70, 19, 11), False, "critical"),
        ((69, 19, 11), False, "warning"),
    ],
    ids=["at the bounds", "above", "above, 99 pages"],
)
def test_bounds_of_quarantine_and_defects_in_batches_around_hundred_pages(
    serving, counts, success, severity
):
    good, spoiled, unreadable = counts
    add_pages(serving, good, unreadable, start=1000)
    add_pages(serving, spoiled, start=2000, edit=lambda raw: raw.replace(b"Reviews\n", b"??\n"))
    outcome = check.check_border(serving)
    readable = result(outcome, "pages_readable")
    sound = result(outcome, "pages_without_defects")
    assert {(one.success, one.severity) for one in (readable, sound)} == {(success, severity)}
    assert readable.observed_value == f"{unreadable}/{good + spoiled + unreadable}"
    assert sound.observed_value == f"{spoiled}/{good + spoiled}"
    is_stopped = (success, severity) == (False, "critical")
    assert set(outcome.critical_failures) == ({readable, sound} if is_stopped else set())


def test_without_a_previous_generation_nothing_is_critical_nor_compared(tmp_path):
    settings = settings_of(tmp_path)
    add_pages(settings, 20, unreadable=100)
    outcome = check.check_border(settings)
    assert not result(outcome, "pages_readable").success
    assert outcome.critical_failures == ()
    assert not any(one.check_name.endswith("_as_before") for one in outcome.results)


def test_a_small_previous_generation_makes_no_comparison_critical(tmp_path):
    settings = settings_of(tmp_path)
    add_pages(settings, 99)
    publish(settings)
    add_pages(settings, 100, start=1000)
    outcome = check.check_border(settings)
    assert result(outcome, "rating_mean_as_before").severity == "warning"
    assert result(outcome, "rating_mean_plausible").severity == "critical"


def test_a_previous_generation_without_rows_can_be_compared_with(tmp_path):
    settings = settings_of(tmp_path)
    add_pages(settings, 100)
    marts = re.findall(r"create table (\w+)", MARTS)
    publish(settings, ";".join(f"delete from {mart}" for mart in marts))
    make_marts(settings, settings.candidate)
    results = check.check_border(settings).results + check.check_gate(settings).results
    assert {one.check_name for one in results} >= {"pages_readable", "films_not_lost"}
    assert "rating_mean_as_before" not in {one.check_name for one in results}


def test_pages_without_reviews_lists_or_ratings_are_never_critical(serving):
    def strip(raw):
        head, _, _ = raw.partition(b"\nSimilar titles\n")
        lines = head.split(b"\n")
        return b"\n".join(line for line in lines if not line[:1].isdigit())

    add_pages(serving, 100, start=1000, edit=strip)
    outcome = check.check_border(serving)
    assert outcome.critical_failures == ()
    failed = {one.check_name for one in outcome.warnings}
    assert {"pages_with_lists", "pages_with_reviews", "ratings_present"} <= failed


def test_batch_is_what_does_not_serve(serving):
    assert result(check.check_border(serving), "page_size").observed_value == "0/0"
    add_pages(serving, 3, start=1000)
    assert result(check.check_border(serving), "page_size").observed_value == "0/3"


def test_casts_that_vanish_without_a_defect_stop_the_batch(serving):
    def without_cast(raw):
        return b"\n".join(line for line in raw.split(b"\n") if b" as\xc2\xa0\xc2\xa0" not in line)

    add_pages(serving, 100, start=1000, edit=without_cast)
    outcome = check.check_border(serving)
    assert result(outcome, "pages_without_defects").success
    assert {one.check_name for one in outcome.critical_failures} == {
        "pages_with_credits",
        "credits_per_page_as_before",
        "credits_as_common_as_before",
    }


def test_gate_passes_and_leaves_the_candidate_as_it_was(serving):
    make_marts(serving, serving.candidate)
    before = serving.candidate.read_bytes()
    outcome = check.check_gate(serving)
    assert [check.describe(one) for one in outcome.results if not one.success] == []
    assert serving.candidate.read_bytes() == before
    assert sorted(file.name for file in serving.build.iterdir()) == ["candidate.duckdb"]
    with duckdb.connect(serving.candidate) as connection:  # no lock is left
        connection.execute("create table free as select 1 as one")


def test_gate_refuses_to_lose_films_when_many_pages_are_new(serving):
    add_pages(serving, 100, start=1000)
    lose = "delete from dim_film where film_key not in (select film_key from dim_film limit 90)"
    make_marts(serving, serving.candidate, lose)
    outcome = check.check_gate(serving)
    assert [one.check_name for one in outcome.critical_failures] == ["films_not_lost"]
    assert result(outcome, "films_not_lost").observed_value == "90"


def test_gate_of_a_small_batch_only_warns(serving):
    make_marts(serving, serving.candidate, "delete from dim_film")
    outcome = check.check_gate(serving)
    assert "films_not_lost" in {one.check_name for one in outcome.warnings}
    assert outcome.critical_failures == ()


def test_nothing_landed_is_nothing_to_judge(tmp_path):
    assert check.check_border(settings_of(tmp_path)).results == ()


def test_grain_and_time_of_results(serving):
    make_marts(serving, serving.candidate)
    results = check.check_border(serving).results + check.check_gate(serving).results
    grain = {(one.suite, one.table_name, one.check_name) for one in results}
    assert len(grain) == len(results)
    assert {one.table_name for one in results} >= {"parsed_pages", "dim_film", "bridge_cast"}
    assert all(one.checked_at.tzinfo is None for one in results)
    assert all(set(one.observed_value or "") <= set("0123456789./-e+") for one in results)


def test_results_hold_no_page_text_and_nothing_is_printed(serving, capfd):
    secret = b"<script>SECRET</script>"
    add_pages(serving, 100, start=1000, edit=lambda raw: secret + raw)
    outcome = check.check_border(serving)
    assert not result(outcome, "film_text_without_markup").success
    assert "SECRET" not in repr(outcome)
    assert "SECRET" not in "".join(map(check.describe, outcome.results))
    assert capfd.readouterr() == ("", "")


def test_failure_is_described_with_check_table_rows_and_what_to_do():
    failure = check.CheckResult(
        suite="parsed_pages",
        table_name="parsed_pages",
        check_name="pages_readable",
        severity="critical",
        success=False,
        observed_value="20/100",
        checked_at=datetime(2024, 3, 4),
        failed_rows=20,
        note="Most are readable.",
        advice="Fetch them again.",
    )
    assert check.describe(failure).splitlines() == [
        "critical: pages_readable in parsed_pages, 20 rows (found 20/100)",
        "  believed: Most are readable.",
        "  to do:    Fetch them again.",
    ]
    mild = check.describe(replace(failure, severity="warning", failed_rows=None))
    assert mild.splitlines()[0] == "warning: pages_readable in parsed_pages (found 20/100)"


def one_expectation(path, **changes):
    """Write a suite of one expectation for the table parsed_pages."""
    expectation = {
        "type": "expect_column_values_to_not_be_null",
        "severity": "critical",
        "notes": "A note.",
        "kwargs": {"column": "page_key"},
        "meta": {"name": "one", "kind": "rows", "what_to_do": "Something."},
    }
    suite = {"name": "parsed_pages", "expectations": [{**expectation, **changes}]}
    file = path / "parsed_pages.yml"
    file.write_text(yaml.safe_dump(suite))
    return file


@pytest.fixture
def one_page():
    with duckdb.connect() as connection:
        connection.execute("create table parsed_pages as select 'Lola' as page_key")
        yield connection


@pytest.mark.parametrize(
    "case",
    [
        ("rows", 1, 1, "critical"),
        ("rows", 1, None, "warning"),
        ("share", 99, 500, "warning"),
        ("fill_rate", 100, 1, "critical"),
        ("mean", 99, 500, "warning"),
        ("volume", 100, 1, "critical"),
    ],
)
def test_severity_that_counts(case, one_page, tmp_path):
    kind, pages, serving, severity = case
    meta = {"name": "one", "kind": kind, "what_to_do": "Something."}
    numbers = {"batch_page_count": pages}
    if serving is not None:
        numbers["serving_page_count"] = serving
    (found,) = check.judge(Tables(one_page, numbers), one_expectation(tmp_path, meta=meta))
    assert found.severity == severity
    (mild,) = check.judge(
        Tables(one_page, numbers), one_expectation(tmp_path, meta=meta, severity="warning")
    )
    assert mild.severity == "warning"


def test_expectation_that_cannot_be_evaluated_is_our_fault(one_page, tmp_path):
    query = "select cast(page_key as integer) from {batch}"
    broken = one_expectation(
        tmp_path, type="unexpected_rows_expectation", kwargs={"unexpected_rows_query": query}
    )
    with pytest.raises(FilmhouseError, match=r"check one .*parsed_pages") as caught:
        check.judge(Tables(one_page, {}), broken)
    assert caught.value.exit_code == 4
    assert "Lola" not in str(caught.value)


@pytest.mark.parametrize("damaged", ["parsed", "serving"])
def test_damaged_file_is_named_and_is_no_bad_page(serving, damaged):
    file = named = serving.current.resolve()
    if damaged == "parsed":
        (file,) = (serving.parsed / "credits").glob("*.parquet")
        named = serving.parsed
    file.chmod(0o644)
    os.truncate(file, 100)
    with pytest.raises(StoreDamaged, match=re.escape(str(named))):
        check.check_border(serving)


def test_what_memory_cannot_hold_spills_and_is_gone_with_the_check(serving):
    with border_tables(replace(serving, memory_limit="40MB")) as tables:
        tables.connection.execute("create table large as select hash(range) from range(10000000)")
    assert not serving.spill.exists()


def test_home_with_quotes_and_wildcards_in_its_name(tmp_path):
    settings = settings_of(tmp_path / "it's [a] *home?")
    add_pages(settings, 2)
    assert result(check.check_border(settings), "page_size").observed_value == "0/2"


def test_results_can_be_read_without_the_heavy_import():
    heavy = "import sys, flows.check_results; sys.exit('great_expectations' in sys.modules)"
    subprocess.run([sys.executable, "-c", heavy], check=True, cwd=PROJECT)


@pytest.mark.parametrize("kind", [duckdb.FatalException, duckdb.InternalException])
def test_a_fault_of_duckdb_itself_is_not_told_as_a_damaged_file(
    kind: type[duckdb.Error], settings: Settings
) -> None:
    with pytest.raises(kind), _culprit(settings.parsed, "parsed tables"):
        raise kind("INTERNAL Error")
    damaged = pytest.raises(StoreDamaged, match="parsed tables cannot be read")
    with damaged, _culprit(settings.parsed, "parsed tables"):
        raise duckdb.IOException("no such file")
