"""The page of people: what it says of a person is what the warehouse holds."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import charts, data
from dashboards.timeline import MOST_NAMED, timeline
from flows import query
from flows.settings import Settings
from tests.dashboards.apps import checked, emptied, said, screen
from tests.dashboards.browser import thorough
from tests.dashboards.conftest import Visits

Answer = Callable[..., pl.DataFrame]
WALBROOK = "Anton Walbrook"


def ask(settings: Settings, sql: str, **values: str) -> list[tuple[Any, ...]]:
    with query.connect(settings) as database:
        return query.ask(database, sql, values).rows


@pytest.fixture
def answer(published: Settings) -> Iterator[Answer]:
    """Answer questions as the pages do, without what pages keep."""
    with query.connect(published) as database:
        yield lambda question, **values: query.table(
            database, (data.QUERIES / f"{question}.sql").read_text(), values
        )


def key_of(settings: Settings, name: str = WALBROOK) -> str:
    sql = "select person_key from bridge_person_name where name_form = $name"
    return str(ask(settings, sql, name=name)[0][0])


def searched(sought: str) -> AppTest:
    app = screen("people")
    return checked(app.text_input[0].set_value(sought).run())


def tiles(app: AppTest) -> dict[str, tuple[str, str]]:
    """Give the figure and the note of every tile by its name."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd><dd[^>]*>(.*?)</dd>", said(app))
    return {name: (figure.strip(), note) for name, figure, note in found}


def casts(settings: Settings) -> dict[str, set[str]]:
    """Give the persons of each film's cast."""
    found: dict[str, set[str]] = {}
    for film, person in ask(settings, "select film_key, person_key from bridge_cast"):
        if "unknown" not in (film, person):
            found.setdefault(film, set()).add(person)
    return found


def test_without_a_person_those_of_most_films_are_offered(published: Settings) -> None:
    app = screen("people")
    films = Counter(person for cast in casts(published).values() for person in cast)
    shown = app.dataframe[0].value
    assert list(shown["films"]) == sorted(films.values(), reverse=True)[: len(shown)]
    assert tiles(app)["People"][0] == str(len(films))
    assert tiles(app)["In several films"][0] == str(sum(many > 1 for many in films.values()))
    alone = sum(many == 1 for many in films.values())
    assert f"{alone} of {len(films)} people are in 1 film<" in said(app)


def test_names_that_wait_for_a_judgement_are_listed(published: Settings) -> None:
    app = screen("people")
    sql = "select form_a, form_b from person_match_candidate where judgement is null"
    waiting = ask(published, sql)
    shown = app.dataframe[2].value
    assert sorted(zip(shown["form_a"], shown["form_b"], strict=True)) == sorted(waiting)
    assert tiles(app)["Pairs to judge"][0] == str(len(waiting)) == "1"
    assert "1 pair of names may be one person&#39;s" in said(app)


@pytest.mark.parametrize(
    ("sought", "name"),
    [
        ("Moira Shearer", "Moira Shearer"),
        ("MOIRA", "Moira Shearer"),
        ("shear", "Moira Shearer"),
        ("daisuke kato", "Daisuke Katō"),
        ("tchÉrina", "Ludmilla Tchérina"),
        ("  walbrook ", WALBROOK),
        ("madeleine lebeau", "Madeleine LeBeau"),
    ],
)
def test_a_search_forgives_case_accents_and_what_is_left_out(
    sought: str, name: str, published: Settings
) -> None:
    assert f'<h2 class="fh-finding">{name}</h2>' in said(searched(sought))


def test_a_person_is_found_under_every_name_form(published: Settings, answer: Answer) -> None:
    forms = ask(published, "select name_form, person_key from bridge_person_name")
    assert len(forms) > 400
    for form, key in forms:
        capitals = form.upper()  # but for ß, which has none
        sought = capitals if capitals.lower() == form.lower() else form
        found = answer("search_people", sought=sought)
        exact = found.filter(pl.col("match_kind") == "exact")["person_key"].to_list()
        assert key in exact, form
        assert found["person_key"].n_unique() == found.height


@pytest.fixture
def made_up(tmp_path: Path) -> Answer:
    """Answer questions of a person with two names, who plays two parts in one film."""
    database = duckdb.connect(str(tmp_path / "made_up.duckdb"))
    database.execute(MADE_UP)
    return lambda question, **values: query.table(
        database, (data.QUERIES / f"{question}.sql").read_text(), values
    )


MADE_UP = """
create table dim_person as from (values
    ('w', 'Anton Walbrook', 2, 1), ('l', 'Roger Livesey', 1, 1), ('a', 'Adolf Wohl', 1, 9)
) as made (person_key, name, name_form_count, film_count);
create table bridge_person_name as from (values
    ('w', 'Anton Walbrook'), ('w', 'Adolf Wohlbrück'), ('l', 'Roger Livesey'), ('a', 'Adolf Wohl')
) as made (person_key, name_form);
create table dim_film as from (values ('f', 'The Red Shoes', 1948))
    as made (film_key, title, release_year);
create table bridge_cast as from (values
    ('f', 'w', 'Boris', 2), ('f', 'w', 'Lermontov', 1), ('f', 'l', 'Ljubov', 3), ('f', 'l', null, 4)
) as made (film_key, person_key, character_name, billing_position);
"""


@pytest.mark.parametrize(
    ("sought", "keys", "found_as", "kind"),
    [
        ("adolf wohlbruck", ["w"], "Adolf Wohlbrück", "exact"),
        ("WOHLBRÜ", ["w"], "Adolf Wohlbrück", "contains"),
        ("adolf", ["a", "w"], "Adolf Wohlbrück", "prefix"),
        ("anton", ["w"], None, "prefix"),
        ("o", ["a", "w", "l"], None, "contains"),
    ],
)
def test_a_name_that_only_some_pages_print_finds_the_person(
    sought: str, keys: list[str], found_as: str | None, kind: str, made_up: Answer
) -> None:
    found = made_up("search_people", sought=sought)
    assert found["person_key"].to_list() == keys
    walbrook = found.row(keys.index("w"), named=True)
    assert (walbrook["found_as"], walbrook["match_kind"]) == (found_as, kind)


def test_two_parts_in_one_film_are_one_film(made_up: Answer) -> None:
    co_stars = made_up("co_stars", person_key="w")
    assert co_stars.select("name", "films_together", "titles").rows() == [
        ("Roger Livesey", 1, "The Red Shoes")
    ]


def test_the_form_that_was_found_is_said(published: Settings, answer: Answer) -> None:
    forms = dict(ask(published, "select name_form, basis from bridge_person_name "
                     "where name_form like 'Sergi L%'"))  # fmt: skip
    assert sorted(forms.values()) == ["as_credited", "judged"]
    found = {form: answer("search_people", sought=form) for form in forms}
    assert {frame["name"][0] for frame in found.values()} <= set(forms)
    options = searched("sergi lopez").selectbox[0].options
    assert len(options) == 1


def test_the_nearest_name_comes_first(published: Settings, answer: Answer) -> None:
    found = answer("search_people", sought="mo")
    kinds = found["match_kind"].to_list()
    assert kinds == sorted(kinds, key=["exact", "prefix", "contains"].index)
    assert len(set(kinds)) > 1
    for kind, rows in found.group_by("match_kind"):
        assert rows["films"].to_list() == sorted(rows["films"], reverse=True), kind


@pytest.mark.parametrize("sought", ["%", "_", "\\", "''", "zzzz", "*", "a" * 500, "\u202e"])
def test_signs_of_patterns_are_letters(sought: str, published: Settings) -> None:
    assert "No name holds these letters" in said(searched(sought))


def test_another_match_is_one_choice_away(published: Settings, answer: Answer) -> None:
    app = searched("mo")
    second = answer("search_people", sought="mo").row(1, named=True)
    checked(app.selectbox(key="found_person").set_value(second["person_key"]).run())
    assert second["person_key"] in app.query_params["person"]
    assert f'<h2 class="fh-finding">{second["name"]}</h2>' in said(app)


@pytest.mark.parametrize("key", ["unknown", "0" * 32, "'; drop table", "x" * 10_000])
def test_an_address_of_no_person_is_said_in_a_sentence(key: str, published: Settings) -> None:
    assert "No person has this address" in said(screen("people", person=key))


def test_films_and_co_stars_of_everybody_are_those_of_the_casts(
    published: Settings, answer: Answer
) -> None:
    by_film = casts(published)
    films: dict[str, set[str]] = {}
    for film, cast in by_film.items():
        for person in cast:
            films.setdefault(person, set()).add(film)
    for person, own in films.items():
        assert set(answer("filmography", person_key=person)["film_key"]) == own
        together = Counter(other for film in own for other in by_film[film] if other != person)
        co_stars = answer("co_stars", person_key=person)
        assert co_stars.height == min(len(together), 20)
        assert set(co_stars["co_star_count"]) == {len(together)}
        shown = dict(co_stars.select("person_key", "films_together").iter_rows())
        assert all(together[other] == many for other, many in shown.items())
        assert sorted(shown.values(), reverse=True) == sorted(together.values(), reverse=True)[:20]
    assert max(map(len, films.values())) > 2


def test_a_person_is_told(published: Settings) -> None:
    app = screen("people", person=key_of(published))
    sql = ("select count(distinct f.film_key), min(f.release_year), max(f.release_year), "
           "count(distinct f.film_key) filter (where billing_position = 1) "
           "from bridge_cast join dim_film f using (film_key) "
           "where credited_name = $name")  # fmt: skip
    films, first, last, billed_first = ask(published, sql, name=WALBROOK)[0]
    shown = tiles(app)
    assert shown["Films"] == (str(films), f"{films} on today&#39;s pages")
    assert shown["Years"] == (f"{first}–{last}", "of release")
    assert f"Billed first in {billed_first} of {films} films" in said(app)
    assert "28 co-stars, one film with each" in said(app)
    assert "One name form" in said(app)


def test_a_co_star_of_several_films_is_said_to_be_one(published: Settings) -> None:
    app = screen("people", person=key_of(published, "Moira Shearer"))
    assert re.search(r"\d+ co-stars, up to 2 films together", said(app))


def test_titles_of_common_films_are_named(published: Settings, answer: Answer) -> None:
    rows = answer("co_stars", person_key=key_of(published, "Moira Shearer"))
    titles = dict(rows.select("name", "titles").iter_rows())
    assert titles["Ludmilla Tchérina"] == "The Red Shoes · The Tales of Hoffmann"


def test_a_career_too_long_for_one_is_doubted(published: Settings) -> None:
    years = tiles(screen("people", person=key_of(published, "Harrison Ford")))["Years"]
    assert years == ("! 1922–2017", "long for one career: perhaps two people")


def test_name_forms_have_their_basis(published: Settings, answer: Answer) -> None:
    rows = answer("name_forms", person_key=key_of(published, "Sergi López"))
    assert sorted(rows["name_form"]) == ["Sergi Lopez", "Sergi López"]
    assert sorted(rows["basis"]) == ["as credited", "judged by a human"]
    lebeau = answer("name_forms", person_key=key_of(published, "Madeleine LeBeau"))
    assert set(lebeau["basis"]) == {"as credited"}
    assert lebeau["films"].to_list() == [1, 1]
    assert "2 name forms" in said(screen("people", person=key_of(published, "Sergi López")))


@pytest.mark.parametrize(
    ("name", "other", "judgement"),
    [
        (WALBROOK, "Adolf Wohlbrück", "waits for one"),
        ("Adolf Wohlbrück", WALBROOK, "waits for one"),
        ("Sergi López", None, "same"),
    ],
)
def test_other_names_have_their_judgement_and_where_they_stand(
    name: str, other: str | None, judgement: str, published: Settings, answer: Answer
) -> None:
    rows = answer("judgements_of_person", person_key=key_of(published, name))
    assert set(rows["judgement"]) == {judgement}
    assert other is None or set(rows["other_name"]) == {other}
    sql = ("select distinct film_key, replace(evidence_kind, '_', ' ') "
           "from person_match_evidence where candidate_key in (select candidate_key "
           "from person_match_candidate where $name in (form_a, form_b))")  # fmt: skip
    shown = set(rows.select("film_key", "evidence").iter_rows())
    assert shown == set(ask(published, sql, name=name))


def told_with(
    monkeypatch: pytest.MonkeyPatch, key: str, question: str, change: Any
) -> tuple[AppTest, str]:
    """Tell a person with one answer changed."""
    real = data.ask

    def changed(asked: str, **values: Any) -> pl.DataFrame:
        answer = real(asked, **values)
        return change(answer) if asked == question else answer

    monkeypatch.setattr(data, "ask", changed)
    app = screen("people", person=key)
    return app, said(app)


def test_films_without_a_year_are_listed_and_not_drawn(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_of(published)
    undated = pl.lit(None, pl.Int32).alias("release_year")
    real = data.ask
    monkeypatch.setattr(
        data, "first", lambda question, **values: {
            **real(question, **values).row(0, named=True),
            **({"undated_films": 3, "first_year": None, "last_year": None}
               if question == "person" else {}),
        },
    )  # fmt: skip
    app, shown = told_with(monkeypatch, key, "filmography", lambda rows: rows.with_columns(undated))
    assert "Not drawn, for want of a year: 3 films" in shown
    assert tiles(app)["Years"][0] == "–"
    assert app.get("vega_lite_chart") == []
    assert len(app.dataframe[0].value) == 3


def test_a_long_list_says_that_it_is_cut(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, shown = told_with(monkeypatch, key_of(published), "filmography", lambda rows: rows.head(2))
    assert "The first 2 in the order of time" in shown


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("filmography", "No page of today credits this person"),
        ("co_stars", "No page of today names anybody beside this person"),
        ("judgements_of_person", "No page hints that another name"),
    ],
)
def test_what_a_person_lacks_is_said(
    question: str, words: str, published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, shown = told_with(monkeypatch, key_of(published), question, emptied)
    assert words in shown
    assert tiles(app)["Films"][0] == "3"


def test_a_warehouse_without_people_says_so(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = data.ask
    monkeypatch.setattr(data, "ask", lambda *asked, **values: emptied(real(*asked, **values)))
    monkeypatch.setattr(data, "first", lambda _: dict.fromkeys(
        real("people_counts").columns, 0))  # fmt: skip
    shown = said(screen("people"))
    assert shown.count("No page credits anybody yet.") == 2
    assert "No two names wait for a judgement." in shown
    assert "0 pairs of names" in shown


def career(length: int) -> pl.DataFrame:
    """Make a filmography; the last film has no year."""
    return pl.DataFrame(
        {
            "film_key": [f"{one}" for one in range(length)],
            "title": [f"Film {one}" for one in range(length)],
            "release_year": [*(1900 + one // 2 for one in range(length - 1)), None],
            "plays": ["Herself"] * length,
            "tone": ["this" if one % 3 == 0 else "other" for one in range(length)],
            "place": list(range(length)),
            "place_in_year": [1 + one % 2 for one in range(length)],
        }
    )


@pytest.mark.parametrize("length", [2, 3, MOST_NAMED + 1, MOST_NAMED + 2, 300])
def test_titles_are_named_while_they_can_be_read(length: int) -> None:
    drawn = timeline(career(length), charts.LIGHT).to_dict()
    rows = next(iter(drawn["datasets"].values()))
    assert [one["title"] for one in rows] == [f"Film {one}" for one in range(length - 1)]
    texts = [layer for layer in drawn.get("layer", []) if layer["mark"]["type"] == "text"]
    assert len(texts) == (2 if length - 1 <= MOST_NAMED else 0)
    assert drawn["height"] < 700


@thorough
def test_a_reader_walks_from_a_name_to_a_co_star_and_to_a_film(visit: Visits, address: str) -> None:
    tab = visit(f"{address}/people")
    tab.page.get_by_label("Find a person").fill("walbr")
    tab.heading(WALBROOK).wait_for()
    tab.settle()
    assert tab.violations() == []
    co_stars = tab.page.get_by_test_id("stDataFrame").locator("visible=true").nth(1)
    co_stars.click(position={"x": 20, "y": 50})
    tab.heading("Roger Livesey").wait_for()
    tab.settle()
    tab.page.get_by_test_id("stVegaLiteChart").first.get_by_text("A Matter of Life").click()
    tab.heading("A Matter of Life and Death (1946)").wait_for()
