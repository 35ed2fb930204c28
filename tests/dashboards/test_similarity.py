"""Similarity: figures held against sets of plain rows, and every part that can be empty."""

from collections import Counter
from types import SimpleNamespace

import pytest

from dashboards import show
from flows.settings import Settings
from tests.dashboards.apps import said, screen
from tests.dashboards.warehouses import publish, rows_of, silence

LINKS = "select film_key, similar_film_key, list_kind from bridge_similar"
PAGED = "select film_key from dim_film where has_page"


def test_the_most_linked_film_is_the_one_that_the_most_pages_list(published: Settings) -> None:
    pairs = {(page, film) for page, film, _ in rows_of(published, LINKS) if film != "unknown"}
    counts = Counter(film for _, film in pairs).most_common()
    titles = dict(rows_of(published, "select film_key, title from dim_film"))
    shown = screen("similarity").dataframe[0].value
    assert counts[0][1] > counts[1][1]
    most = f"is listed by {counts[0][1]} pages, more than any other film"
    assert f"{titles[counts[0][0]]} (" in said(screen("similarity"))
    assert most in said(screen("similarity"))
    assert list(shown["pages"]) == [count for _, count in counts[: len(shown)]]


def test_returned_links_and_the_overlap_are_those_of_the_rows(published: Settings) -> None:
    links = [link for link in rows_of(published, LINKS) if "unknown" not in link]
    paged = {film for (film,) in rows_of(published, PAGED)}
    among = [link for link in links if set(link[:2]) <= paged and link[0] != link[1]]
    pairs = {link[:2] for link in links}
    returned = [link for link in among if link[1::-1] in pairs]
    lists = Counter(pair for pair in {(link[:2], link[2]) for link in links} for pair in pair[:1])
    both = [pair for pair, count in lists.items() if count == 2]
    shown = said(screen("similarity"))
    assert 0 < len(returned) < len(among)
    assert f"{len(returned)} of {len(among)} links are returned" in shown
    assert f"{len(both)} of {len(lists)} films in the lists stand in both lists of a page" in shown
    assert shown.count(f"Asked of all {len(paged)} films with a page.") == 2


def test_what_to_fetch_are_the_films_without_a_page(published: Settings) -> None:
    stubs = rows_of(
        published,
        "select mention_count, title from dim_film where not has_page and film_key <> 'unknown'",
    )
    shown = screen("similarity").dataframe[3].value
    assert sorted(zip(shown["pages_that_list_it"], shown["title"], strict=True)) == sorted(stubs)
    assert list(shown["pages_that_list_it"]) == sorted((n for n, _ in stubs), reverse=True)
    seen = rows_of(
        published,
        "select f.title, p.name from fact_availability a join dim_film f using (film_key) "
        "join dim_provider p using (provider_key) where a.is_current and not f.has_page",
    )
    assert seen
    told = dict(zip(shown["title"], shown["provider_seen"], strict=True))
    assert all(provider in told[title] for title, provider in seen)
    assert [told[title] for title in told if title not in dict(seen)].count("none seen") > 0


def test_a_click_on_a_bar_opens_its_film(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    picked = SimpleNamespace(selection={"picked": [{"film_key": "k"}]})
    monkeypatch.setattr("streamlit.altair_chart", lambda *_, **__: picked)
    monkeypatch.setattr(show, "open_film", opened.append)
    screen("similarity")
    assert opened == ["k"]


def test_large_warehouses_are_asked_of_the_drawn_films_and_it_is_said(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Film i lists i + 1 in both lists and i + 2 in one; every even film is listed back."""
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    publish(
        settings,
        "create table dim_film as select md5(i::varchar) as film_key, 'F' || i as title, "
        "1950 as release_year, 3 as mention_count, true as has_page, now()::timestamp as "
        "last_seen_at, i from range(1500) t(i)",
        "create table bridge_similar as select md5(i::varchar) as film_key, "
        "md5(((i + step) % 1500)::varchar) as similar_film_key, kind as list_kind "
        "from range(1500) t(i), (values (1, 'similar_titles'), (1, 'you_may_also_like'), "
        "(2, 'similar_titles')) l(step, kind) "
        "union all select md5(((i + 1) % 1500)::varchar), md5(i::varchar), 'similar_titles' "
        "from range(0, 1500, 2) t(i)",
        "create table fact_availability (film_key text, provider_key text, is_current boolean)",
        "create table dim_provider (provider_key text, name text)",
    )
    links = rows_of(settings, LINKS)
    drawn = {film for (film,) in rows_of(settings, f"{PAGED} order by 1 limit 1000")}
    pairs = {link[:2] for link in links}
    sent = [link for link in links if link[0] in drawn]
    returned = [link for link in sent if link[1::-1] in pairs]
    listed = {link[:2] for link in sent}
    shown = said(screen("similarity"))
    assert f"{len(returned):,} of {len(sent):,} links of 1,000 drawn films are returned" in shown
    assert f"1,000 of {len(listed):,} films in the lists of 1,000 drawn films stand" in shown
    assert shown.count("only 1,000 of the 1,500 films with a page are asked") == 2
    assert "No film is listed by more than 3 pages" in shown
    assert "Every film that a page mentions has a page of its own" in shown


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("most_linked_films", "No current page lists a film"),
        ("films_without_page", "Every film that a page mentions has a page of its own"),
        ("links_returned", "No film with a page lists another film with a page"),
        ("lists_overlap", "No current page lists a film"),
    ],
)
def test_a_part_without_rows_says_so(
    question: str, words: str, published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence(monkeypatch, question)
    shown = said(screen("similarity"))
    assert words in shown
    assert shown.count("fh-nothing") == 1


def test_one_film_is_told_in_the_singular(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    publish(
        settings,
        "create table dim_film as select * from (values "
        "('a', 'A', 1950, 0, true, now()::timestamp), ('b', 'B', null, 1, false, now()::timestamp)"
        ") t(film_key, title, release_year, mention_count, has_page, last_seen_at)",
        "create table bridge_similar as select 'a' as film_key, 'b' as similar_film_key, "
        "'similar_titles' as list_kind",
        "create table fact_availability (film_key text, provider_key text, is_current boolean)",
        "create table dim_provider (provider_key text, name text)",
    )
    shown = said(screen("similarity"))
    assert "B is listed by 1 page, more than any other film" in shown
    assert "One film is known only by mention: it is what to fetch next" in shown
    assert "None of 1 films in the lists stands in both lists of a page" in shown
    assert "No film with a page lists another film with a page" in shown
