"""The report of the sample's run: its figures, its charts, and nothing that a page says."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest
import vl_convert
from playwright.sync_api import Browser

from dashboards import charts, report
from flows import journal, query
from flows.report import serving_report
from flows.settings import Settings
from flows.tell import tell
from tests.warehouses import Sample

MOST_BYTES = 200_000  # of a letter's attachment
WORDS = {"svg", "g", "defs", "clipPath", "path", "rect", "line", "text"}
EVIL = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  onload="alert(1)" width="9" height="9"><script>alert(1)</script><style>@import 'x'</style>
  <image xlink:href="http://h/x"/><a href="javascript:alert(1)"><text>x</text></a>
  <foreignObject><p>x</p></foreignObject><use xlink:href="#x"/>
  <rect fill="url(http://h/x)" style="fill:url(http://h/y)" onclick="alert(1)" id="b"/>
  <g clip-path="url(#clip7)" aria-label="Casablanca"><text fill="#231F20">&lt;b&gt;</text></g>
  <path display="none" d="M0,0"/></svg>"""


@pytest.fixture
def path(sample: Sample) -> Path:
    found = serving_report(sample.settings)
    assert found
    return found


@pytest.fixture
def written(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.fixture
def copied(sample: Sample, tmp_path: Path) -> Settings:
    """The sample's warehouse to tell about anew."""
    shutil.copytree(sample.settings.home, tmp_path / "home", symlinks=True)
    return replace(sample.settings, home=tmp_path / "home")


def plain(text: str) -> str:
    body = text[text.index("<body>") :]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def value(settings: Settings, sql: str) -> int:
    with query.connect(settings) as database:
        return int(query.ask(database, sql).rows[0][0])


def test_the_summary_names_it_and_it_is_named_after_its_generation(
    sample: Sample, path: Path
) -> None:
    assert path.stem == sample.settings.current.resolve().stem
    lines = [line for line in sample.first.stdout.splitlines() if line.startswith("Report")]
    assert [Path(line.split()[-1]).name for line in lines] == [path.name]


def test_its_figures_are_those_of_the_tables(sample: Sample, written: str) -> None:
    words = plain(written)
    for name, sql in {
        "Films": "select count(*) from dim_film where film_key != 'unknown'",
        "People": "select count(*) from dim_person where person_key != 'unknown'",
        "Reviews": "from fact_review select count(*)",
        "Links": "from bridge_similar select count(*)",
        "Pages": "from dim_page select count(*)",
    }.items():
        assert f"{name} {value(sample.settings, sql):,} " in words
    checks = value(sample.settings, "select count(*) from fact_check where success")
    assert f"Checks: {checks} passed" in words
    assert "Nothing served before." in words


def test_films_with_a_provider_are_counted_once(sample: Sample) -> None:
    with query.connect(sample.settings) as database:
        found = dict(report.ask(database, "films_with_provider").select("provider", "films").rows())
    shown = "select distinct film_key from fact_availability where provider_key != 'unknown'"
    now = value(sample.settings, f"select count(*) from ({shown} and is_current)")
    ever = value(sample.settings, f"select count(*) from ({shown})")
    films = value(sample.settings, "select count(*) from dim_film where film_key != 'unknown'")
    assert (found["seen now"], sum(found.values())) == (now, films)
    assert found.get("seen earlier", 0) == ever - now
    assert found["none seen"] == films - ever


def test_no_text_of_a_page_is_in_it(sample: Sample, written: str) -> None:
    texts = (
        "select title from dim_film union select name from dim_person union select name "
        "from dim_reviewer union select name from dim_provider union select origin "
        "from fact_observation union select source_name from fact_observation"
    )
    with query.connect(sample.settings) as database:
        found = {text for (text,) in query.ask(database, texts).rows}
    assert len(found) > 500
    words = f" {plain(written)} "
    named = {text for text in found - {"unknown"} if f" {text} " in words}
    assert {text for text in named if not text.isdigit()} == set()


def test_it_can_be_sent(path: Path, written: str) -> None:
    assert path.stat().st_size <= MOST_BYTES
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in written
    assert not re.search(r"https?:|//|@import|url\((?!#[\w-]+\))|<script|<img|\son\w+=", written)
    ids = re.findall(r' id="([^"]+)"', written)
    assert len(ids) == len(set(ids)) > 3
    assert set(re.findall(r"url\(#([\w-]+)\)", written)) <= set(ids)


def test_its_charts_are_there_and_each_is_a_table_too(written: str) -> None:
    drawn = re.findall(r"<svg.*?</svg>", written, re.DOTALL)
    assert len(drawn) == written.count("The same as a table") == 3
    for one in drawn:
        assert {element.tag for element in ElementTree.fromstring(one).iter()} <= WORDS
        assert "films" in one


def test_every_colour_of_a_chart_has_its_dark_one(written: str) -> None:
    style = written[: written.index("</style>")]
    for kind, colour in set(re.findall(r'(fill|stroke)="(#\w+)"', written[len(style) :])):
        assert f'[{kind}="{colour}"]' in style
    for light, dark in zip(charts.LIGHT, charts.DARK, strict=True):
        assert f": {light}" in style
        assert f": {dark}" in style


def test_whatever_acts_or_loads_is_taken_out_of_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _spec: EVIL)
    rows = pl.DataFrame({"name": ["x"], "films": [1]})
    found = report.picture("evil", charts.bars(rows, "name", "films", "films", charts.LIGHT))
    assert {one.tag for one in ElementTree.fromstring(found).iter()} == {"svg", "rect", "g", "text"}
    assert not re.search(r"alert|http|style|href|import|display|Casablanca|onload", found)
    assert 'clip-path="url(#evil-clip7)"' in found
    assert 'id="evil-b"' in found
    assert "&lt;b&gt;" in found


def test_what_changed_is_told_or_why_not(copied: Settings) -> None:
    serving = copied.current.resolve()
    earlier = copied.generations / f"{'0' * 64}.duckdb"
    shutil.copyfile(serving, earlier)
    assert report.overview(copied, None).compared == "Nothing served before."
    assert "made anew from the same" in report.overview(copied, serving).compared
    found = report.overview(copied, earlier)
    assert found.compared == "Compared with generation 000000000000."
    assert found.changes
    assert {one.before == one.behind for one in found.changes.tables} == {True}
    earlier.write_bytes(b"x" * 99)
    assert report.overview(copied, earlier).compared.endswith("it cannot be compared with.")
    earlier.unlink()
    assert "is not kept" in report.overview(copied, earlier).compared


def test_an_overview_that_cannot_be_drawn_fails_no_run(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("text of a page")

    monkeypatch.setattr(report, "overview", fail)
    copied.status.unlink()
    record = journal.last_run(copied)
    assert record
    tell(copied, record, (), None)
    found = serving_report(copied)
    assert found
    words = plain(found.read_text("utf-8"))
    assert "What it holds cannot be shown (ZeroDivisionError)" in words
    assert "text of a page" not in words
    assert "text of a page" in copied.log.read_text()
    assert json.loads(copied.status.read_text())["last_run"]["outcome"] == "published"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_it_on_a_telephone_and_loads_nothing(
    scheme: str, path: Path, chromium: Browser
) -> None:
    asked, said = [], []
    context = chromium.new_context(
        viewport={"width": 390, "height": 900}, color_scheme=scheme, java_script_enabled=False
    )
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    assert page.locator("svg").first.is_visible()
    boxes = [one.bounding_box() for one in page.locator("svg, dl, table, article").all()]
    assert max(box["x"] + box["width"] for box in boxes if box) <= 390
    assert (asked, said) == ([path.as_uri()], [])
    context.close()
