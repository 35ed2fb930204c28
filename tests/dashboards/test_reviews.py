"""The page of reviews: what it says of dates, words and authors is what the warehouse holds."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import charts, data
from flows import query
from flows.settings import Settings
from tests.dashboards.apps import SCREENS, SECONDS, checked, emptied, said, screen
from tests.dashboards.browser import thorough
from tests.dashboards.conftest import Visits

Reviews = list[dict[str, Any]]


@pytest.fixture
def reviews(published: Settings) -> Reviews:
    """Every review as the warehouse holds it."""
    sql = ("select r.*, f.title, a.name as author from fact_review r "
           "join dim_film f using (film_key) join dim_reviewer a using (reviewer_key)")  # fmt: skip
    return table(published, sql).rows(named=True)


@pytest.fixture
def answer(published: Settings) -> Callable[..., pl.DataFrame]:
    """Answer questions as the page does, without what it keeps."""

    def answered(question: str, **values: str) -> pl.DataFrame:
        return table(published, (data.QUERIES / f"{question}.sql").read_text(), **values)

    return answered


Answer = Callable[..., pl.DataFrame]


def table(settings: Settings, sql: str, **values: str) -> pl.DataFrame:
    with query.connect(settings) as database:
        return query.table(database, sql, values)


def tiles(app: AppTest) -> dict[str, tuple[str, str]]:
    """Give the figure and the note of every tile by its name."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd><dd[^>]*>(.*?)</dd>", said(app))
    return {name: (figure.strip(), note) for name, figure, note in found}


def shown_films(app: AppTest, kind: str) -> list[str]:
    """Give the titles of the table of films that follows a choice."""
    wanted = {"title", kind}
    return next(list(one.value["title"]) for one in app.dataframe if wanted <= {*one.value.columns})


def test_the_numbers_of_all_reviews_are_those_of_the_warehouse(
    published: Settings, reviews: Reviews
) -> None:
    shown = tiles(screen("reviews"))
    stock = sum(one["is_boilerplate"] for one in reviews)
    suspicious = {one["author"] for one in reviews if one["has_suspicious_author"]}
    authors = {one["author"] for one in reviews} - {"unknown"}
    assert shown["Reviews"][0] == str(len(reviews)) == "216"
    assert shown["Stock reviews"][0] == str(stock)
    assert shown["Trusted"][0] == str(sum(one["is_trusted"] for one in reviews))
    assert shown["Suspicious names"] == (str(len(suspicious)), f"of {len(authors)}")
    pairs = table(published, "select * from near_duplicate_review where not is_revision")
    assert shown["Near copies"][0] == str(pairs.height) == "1"


def test_dates_are_said_to_be_worth_what_they_are(published: Settings, reviews: Reviews) -> None:
    app = screen("reviews")
    by_basis: dict[str, Reviews] = {}
    for one in reviews:
        by_basis.setdefault(one["claimed_date_basis"], []).append(one)
    places = by_basis["synthetic_sequence"]
    assert f"{len(places)} of {len(reviews)} review dates are places on the page" in said(app)
    films = len({one["film_key"] for one in places})
    assert tiles(app)["Dates that are places"] == (f"! {len(places)}", f"under {films} films")
    assert tiles(app)["Dates as stated"][0] == str(len(by_basis["as_stated"]))
    assert "Without a date" not in tiles(app)


def test_every_review_stands_at_its_place(answer: Answer, reviews: Reviews) -> None:
    basis = {"date is the place": "synthetic_sequence", "date as stated": "as_stated"}
    rows = answer("reviews_by_position")
    shown = {(one["place_on_page"], basis[one["date"]]): one["reviews"]
             for one in rows.iter_rows(named=True)}  # fmt: skip
    assert shown == Counter((str(r["review_position"]), r["claimed_date_basis"]) for r in reviews)
    assert [int(place) for place in rows["place_on_page"]] == sorted(
        map(int, rows["place_on_page"])
    )


def test_reviews_far_down_stand_together(published: Settings) -> None:
    sql = (data.QUERIES / "reviews_by_position.sql").read_text()
    made = (
        "(select 14 + i as review_position, 'missing' as claimed_date_basis "
        "from range(10) as t (i)) as made"
    )
    many = sql.replace("from fact_review", f"from {made}")
    rows = table(published, many)
    assert rows["place_on_page"].to_list() == ["14", "15", "16", "17", "18", "19", "20+"]
    assert rows["reviews"].to_list() == [1] * 6 + [4]
    assert set(rows["tone"]) == {"unknown"}
    assert set(rows["date"]) == {"no date"}


def test_the_legend_names_the_colours_of_the_parts(answer: Answer) -> None:
    rows = answer("reviews_by_position")
    drawn = charts.stacked(rows, "place_on_page", "reviews", "date", ("", ""), charts.LIGHT)
    scale = drawn.to_dict()["encoding"]["color"]["scale"]
    colours = dict(zip(scale["domain"], scale["range"], strict=True))
    assert colours == {"date is the place": charts.LIGHT.this, "date as stated": charts.LIGHT.other}


def test_stated_dates_are_counted_by_year_without_a_gap(answer: Answer, reviews: Reviews) -> None:
    rows = answer("stated_dates_by_year")
    years = Counter(one["claimed_date"].year for one in reviews
                    if one["claimed_date_basis"] == "as_stated")  # fmt: skip
    shown = dict(rows.iter_rows())
    assert {year: many for year, many in shown.items() if many} == years
    assert list(shown) == list(range(min(years), max(years) + 1))


def test_naive_and_trusted_numbers_stand_side_by_side(answer: Answer, published: Settings) -> None:
    rows = answer("naive_and_trusted")
    summary = table(published, "select * from trust_summary").rows(named=True)
    expected = {(one["metric_text"], one["naive_value"], one["trusted_value"]) for one in summary}
    assert set(rows.select("words", "naive", "trusted").iter_rows()) == expected
    for one in rows.iter_rows(named=True):
        assert one["percent"] == round(100 * one["trusted"] / one["naive"])
    least = rows.filter(pl.col("tone") == "this")
    assert least["metric"].to_list() == ["dated review count"]
    assert "Dated review count: 216 naive, 45 trusted" in said(screen("reviews"))


def test_stock_texts_are_those_under_several_films(answer: Answer, reviews: Reviews) -> None:
    texts: dict[str, Reviews] = {}
    for one in reviews:
        texts.setdefault(one["text_normal_sha256"], []).append(one)
    stock = {
        key: (len({r["film_key"] for r in posted}), len({r["author"] for r in posted}), len(posted))
        for key, posted in texts.items()
        if len({r["film_key"] for r in posted}) > 1
    }
    rows = answer("stock_texts")
    found = {one["text_key"]: one for one in rows.iter_rows(named=True)}
    assert stock == {k: (one["films"], one["authors"], one["reviews"]) for k, one in found.items()}
    assert len(stock) == 4
    for key, one in found.items():
        assert one["review_text"] in {posted["review_text"] for posted in texts[key]}
    assert rows["films"].to_list() == sorted(rows["films"], reverse=True)


def test_choosing_a_stock_text_shows_where_it_stands(
    published: Settings, reviews: Reviews, answer: Answer
) -> None:
    app = screen("reviews")
    for one in answer("stock_texts").iter_rows(named=True):
        checked(app.selectbox(key="chosen-text_key").set_value(one["text_key"]).run())
        stands = sorted(r["title"] for r in reviews if r["text_normal_sha256"] == one["text_key"])
        assert sorted(shown_films(app, "place_on_page")) == stands
        assert f"“{one['review_text'][:12]}" in said(app).replace("&#39;", "'")


def test_suspicious_authors_have_their_reasons(
    answer: Answer, published: Settings, reviews: Reviews
) -> None:
    kinds: dict[str, set[str]] = {}
    sql = (
        "select name, suspicion_kind from suspicious_author join dim_reviewer using (reviewer_key)"
    )
    for name, kind in table(published, sql).iter_rows():
        kinds.setdefault(name, set()).add(kind)
    reasons = {"only_stock_texts": "only stock texts", "shared_text": "shared text"}
    expected = {name: "both" if len(found) > 1 else reasons[next(iter(found))]
                for name, found in kinds.items()}  # fmt: skip
    rows = answer("suspicious_authors")
    assert dict(rows.select("author", "suspicion").iter_rows()) == expected
    assert set(expected.values()) == {"both", *reasons.values()}
    posted = Counter(one["author"] for one in reviews)
    assert dict(rows.select("author", "reviews").iter_rows()) == {a: posted[a] for a in expected}
    shown = tiles(screen("reviews"))
    only = sum("only_stock_texts" in found for found in kinds.values())
    assert shown["Names with nothing but stock texts"][0] == str(only)
    assert "7 of 127 author names are suspicious" in said(screen("reviews"))


def test_choosing_an_author_shows_what_the_name_posted(
    published: Settings, reviews: Reviews, answer: Answer
) -> None:
    app = screen("reviews")
    for one in answer("suspicious_authors").iter_rows(named=True):
        checked(app.selectbox(key="chosen-reviewer_key").set_value(one["reviewer_key"]).run())
        films = sorted(r["title"] for r in reviews if r["author"] == one["author"])
        assert sorted(shown_films(app, "films_with_this_text")) == films


def test_near_copies_are_shown_with_both_texts(answer: Answer, published: Settings) -> None:
    rows = answer("near_copies")
    sql = ("select a.review_text, b.review_text, similarity from near_duplicate_review "
           "join fact_review a on a.review_key = review_key_a "
           "join fact_review b on b.review_key = review_key_b where not is_revision")  # fmt: skip
    texts = ["review_text", "nearly_the_same_text"]
    expected = {(a, b, float(alike)) for a, b, alike in table(published, sql).iter_rows()}
    assert set(rows.select(*texts, "similarity").iter_rows()) == expected
    assert "1 pair of texts nearly the same" in said(screen("reviews"))


def test_what_was_chosen_may_go_with_its_generation(published: Settings) -> None:
    app = AppTest.from_file(str(SCREENS / "reviews.py"), default_timeout=SECONDS)
    app.session_state["chosen-text_key"] = "no longer there"
    checked(app.run())
    assert len(shown_films(app, "place_on_page")) == 9


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("reviews_by_position", "No page shows a review."),
        ("stated_dates_by_year", "No review has a date that is more than a place."),
        ("naive_and_trusted", "The generation holds no trust summary."),
        ("stock_texts", "No text stands under several films."),
        ("suspicious_authors", "No name shares a text with another"),
        ("near_copies", "No two texts are nearly the same."),
    ],
)
def test_what_there_is_none_of_is_said(
    question: str, words: str, published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = data.ask

    def without(asked: str, **values: Any) -> pl.DataFrame:
        answer = real(asked, **values)
        return emptied(answer) if asked == question else answer

    monkeypatch.setattr(data, "ask", without)
    shown = said(screen("reviews"))
    assert words in shown
    assert shown.count("fh-nothing") == 1


def counting(monkeypatch: pytest.MonkeyPatch, **counts: int) -> str:
    """Draw the page with some of its counts changed."""
    real = data.first
    monkeypatch.setattr(data, "first", lambda *asked: real(*asked) | counts)
    return said(screen("reviews"))


def test_a_warehouse_without_reviews_says_so(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = counting(monkeypatch, reviews=0)
    assert "No page shows a review yet." in shown
    assert "fh-tile" not in shown


def test_one_is_not_many(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = counting(monkeypatch, positions=1, stock_reviews=1, near_copies=1)
    assert "1 of 216 review dates is a place on the page" in shown
    assert "1 of 216 reviews is a stock text" in shown
    assert "1 pair of texts" in shown


def test_numbers_that_agree_accuse_nobody(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = data.ask
    equal = {"trusted": pl.col("naive"), "percent": pl.lit(100.0), "tone": pl.lit("other")}

    def agreeing(asked: str, **values: Any) -> pl.DataFrame:
        answer = real(asked, **values)
        return answer.with_columns(**equal) if asked == "naive_and_trusted" else answer

    monkeypatch.setattr(data, "ask", agreeing)
    assert "Trusted numbers are as high as naive ones" in said(screen("reviews"))


@thorough
def test_a_reader_looks_where_a_stock_text_stands(visit: Visits, address: str) -> None:
    tab = visit(f"{address}/reviews")
    assert tab.violations() == []
    tables = tab.page.get_by_test_id("stDataFrame").locator("visible=true")
    tables.nth(1).click(position={"x": 20, "y": 85})
    tab.page.locator("p", has_text="put on for company").first.wait_for()
    tab.settle()
    tables.nth(2).click(position={"x": 20, "y": 50})
    tab.heading("1917 (2019)").wait_for()
