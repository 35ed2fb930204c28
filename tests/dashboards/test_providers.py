"""Providers: who streams what, held against the plain rows, and what is not seen any more."""

from collections import Counter, defaultdict

import pytest

from flows.settings import Settings
from tests.dashboards.apps import said, screen
from tests.dashboards.warehouses import publish, rows_of, silence

NOW = (
    "select a.film_key, p.name, f.release_year from fact_availability a "
    "join dim_provider p using (provider_key) join dim_film f using (film_key) where is_current"
)
FILMS = "select count(*) from dim_film where film_key <> 'unknown'"


def test_every_film_is_counted_for_its_providers_or_as_none_seen(published: Settings) -> None:
    now = rows_of(published, NOW)
    films = defaultdict(set)
    for film, provider, _ in now:
        films[provider].add(film)
    shown = screen("providers").dataframe[0].value
    told = dict(zip(shown["provider"], shown["films"], strict=True))
    everything = rows_of(published, FILMS)[0][0]
    assert told.pop("none seen") == everything - len({film for film, *_ in now})
    assert told == {provider: len(found) for provider, found in films.items()}
    most = max(told, key=lambda one: told[one])
    assert f"{most} is shown with {told[most]} films, the most" in said(screen("providers"))


def test_decades_are_those_of_the_films_shown_now(published: Settings) -> None:
    now = rows_of(published, NOW)
    fields = Counter((provider, year // 10 * 10) for _, provider, year in now if year)
    shown = screen("providers").dataframe[1].value
    told = zip(shown["provider"], shown["decade"], shown["films"], strict=True)
    assert {(provider, decade): films for provider, decade, films in told} == fields
    (provider, decade), films = fields.most_common(1)[0]
    assert f"{films} films of the {decade}s on {provider}" in said(screen("providers"))


def test_what_is_not_seen_any_more_stands_newest_first_with_its_caveat(
    published: Settings,
) -> None:
    ended = rows_of(
        published,
        "select f.title, p.name, not_seen_at::date from fact_availability "
        "join dim_film f using (film_key) join dim_provider p using (provider_key) "
        "where not is_current",
    )
    caveat = "select caveat_text from caveat where caveat_name = 'not_seen_is_not_gone'"
    app = screen("providers")
    shown = app.dataframe[2].value
    assert len(ended) > 1
    told = zip(shown["title"], shown["provider"], shown["not_seen_on"].astype(str), strict=True)
    assert sorted(told) == sorted((*one[:2], str(one[2])) for one in ended)
    assert list(shown["last_seen"]) == sorted(shown["last_seen"], reverse=True)
    assert f"{len(ended)} times a later look" in said(app)
    assert rows_of(published, caveat)[0][0] in said(app)
    assert "gone" not in said(app)


def test_none_seen_stays_beside_however_many_providers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    publish(
        settings,
        "create table dim_provider as select 'p' || i as provider_key, 'P' || i as name "
        "from range(30) t(i)",
        "create table dim_film as select 'f' || i as film_key, 'F' || i as title, "
        "1990 as release_year from range(100) t(i)",
        "create table fact_availability as select 'f' || i as film_key, 'p' || (i % 30) as "
        "provider_key, i < 40 as is_current, now()::timestamp as first_seen_at, now()::timestamp "
        "as last_seen_at, now()::timestamp as not_seen_at from range(45) t(i)",
        "create table caveat (caveat_name text, caveat_text text, table_name text, "
        "column_name text, affected_row_count int)",
    )
    app = screen("providers")
    bars, fields, ended = (app.dataframe[place].value for place in range(3))
    assert list(bars["provider"])[-1] == "none seen"
    assert list(bars["films"])[-1] == 60
    assert len(bars) == 13
    assert fields["provider"].nunique() == 12
    assert fields["films"].max() == 2
    assert len(ended) == 5
    assert "Not seen is not gone." in said(app)


def test_no_provider_at_all_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    publish(
        settings,
        "create table dim_provider (provider_key text, name text)",
        "create table dim_film as select 'f' as film_key, 'F' as title, 1990 as release_year",
        "create table fact_availability (film_key text, provider_key text, is_current boolean, "
        "first_seen_at timestamp, last_seen_at timestamp, not_seen_at timestamp)",
    )
    shown = said(screen("providers"))
    assert "No page shows a provider</h2>" in shown
    assert "No page shows a provider for a film whose year is known" in shown
    assert "the newest look shows too" in shown


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("providers_now", "No film is known yet"),
        ("decades_by_provider", "No page shows a provider for a film whose year is known"),
        ("ended_sightings", "the newest look shows too"),
    ],
)
def test_a_part_without_rows_says_so(
    question: str, words: str, published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence(monkeypatch, question)
    shown = said(screen("providers"))
    assert words in shown
    assert shown.count("fh-nothing") == 1
