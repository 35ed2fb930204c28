"""A build costs what is new: untouched rows stay as they are, and only some things make all anew.

That the rows are those of a full build is shown in test_histories.py.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows import candidate, generation, journal
from flows.build import BuildOutcome, build
from flows.check import check_gate
from flows.errors import StoreDamaged
from flows.generation import generation_id
from flows.generations import manifest_of
from flows.land import land
from flows.manifest import write_manifest
from flows.parse import parse
from flows.publish import publish, tidy
from flows.settings import Settings
from flows.spans import check_quotes
from flows.steps import Run
from flows.summary import say_run
from tests.histories import RUN
from tests.warehouses import SAMPLE, Sample

LATER = SAMPLE / "2024-03-11"
ROWS_OF_THE_PAGE = 45  # with lineage, in all marts; others of touched keys are what they were
WRITTEN_WRONGLY = {  # a row of a touched key, and one of a table that is made anew each time
    "dim_film": "update dim_film set title = 'wrong' where title = 'Casablanca' and has_page",
    "implausible_value": "insert into implausible_value by name select * replace "
    "('wrong' as stated_text) from implausible_value limit 1",
}


@pytest.fixture
def serving(sample: Sample, tmp_path: Path) -> Settings:
    """A copy of the published sample, which may be changed."""
    shutil.copytree(sample.settings.home, tmp_path / "home", symlinks=True)
    settings = Settings(tmp_path / "home", (tmp_path / "inbox",))
    settings.inboxes[0].mkdir()
    settings.current.resolve().chmod(0o644)
    return settings


def change(settings: Settings, sql: str) -> None:
    with duckdb.connect(str(settings.current.resolve())) as database:
        database.execute(sql)
    write_manifest(manifest_of(settings.current.resolve()), [settings.current.resolve()])


def candidate_with(settings: Settings, sql: str) -> Path:
    """Give a copy of the candidate that is changed."""
    copied = shutil.copyfile(settings.candidate, settings.build / "changed.duckdb")
    with duckdb.connect(str(copied)) as database:
        database.execute(sql)
    return copied


def value(settings: Settings, sql: str) -> object:
    with duckdb.connect(str(settings.candidate), read_only=True) as database:
        found = database.execute(sql).fetchone()
    return found and found[0]


def bring_in_a_page(settings: Settings, *, full_refresh: bool = False) -> BuildOutcome:
    """Land one more capture of a film, and build."""
    day = settings.inboxes[0] / "2024-05-01"
    day.mkdir()
    page = next(SAMPLE.glob("*/casablanca*.txt")).read_text("utf-8")
    (day / "a.txt").write_text(page.replace("Rating:", "Rating:", 1) + "\n", "utf-8")
    land(settings)
    parse(settings)
    journal.begin(settings, RUN)
    return build(settings, full_refresh=full_refresh)


def test_an_increment_makes_touched_rows_and_leaves_what_it_begins_with(
    serving: Settings,
) -> None:
    """Wrong rows in what serves show which rows a build writes; it works on copies."""
    films = "title in ('Casablanca', 'Amadeus') and has_page"
    change(serving, f"update dim_film set certificate = 'wrong' where {films}")
    kept = [serving.current.resolve(), *serving.intermediate.glob("*/*.duckdb")]
    before = [path.read_bytes() for path in kept]
    assert len(kept) == 2
    assert bring_in_a_page(serving).made_anew is None
    assert [path.read_bytes() for path in kept] == before
    found = "select string_agg(title, ', ') from dim_film where certificate = 'wrong'"
    assert value(serving, found) == "Amadeus"
    assert 0 < check_quotes(serving, is_increment=True).rows_quoted <= ROWS_OF_THE_PAGE
    with pytest.raises(StoreDamaged, match="dim_film: 1 rows"):
        check_quotes(serving)
    for table, changed in WRITTEN_WRONGLY.items():
        with pytest.raises(StoreDamaged, match=f"{table}: 1 rows"):
            check_quotes(serving, candidate_with(serving, changed), is_increment=True)
    journal.write_checks(serving, RUN.run_key, ())
    name = generation_id(serving)
    publish(serving, RUN, name)
    tidy(serving)
    assert [path.stem for path in serving.intermediate.glob("*/*.duckdb")] == [name]


def test_a_full_refresh_makes_every_row_again(serving: Settings) -> None:
    """Of one page, the least that can be built and judged: no row of what serves is in it."""
    for folder in (serving.packs, serving.observations, serving.parsed):
        shutil.rmtree(folder)
    change(serving, "update dim_film set certificate = 'wrong'")
    assert bring_in_a_page(serving, full_refresh=True).made_anew == "as asked"
    assert value(serving, "select count(*) from dim_film where has_page") == 1
    assert value(serving, "select count(*) from dim_film where certificate = 'wrong'") == 0
    assert check_quotes(serving).rows_quoted > 0
    assert check_gate(serving).critical_failures == ()


def _nothing(_settings: Settings) -> None:
    pass


def _forget_build(settings: Settings) -> None:
    shutil.rmtree(settings.intermediate)


def _cut_build(settings: Settings) -> None:
    (path,) = settings.intermediate.glob("*/*.duckdb")
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:1000])


def _flip_serving(settings: Settings) -> None:
    path = settings.current.resolve()
    path.chmod(0o644)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)


def _forget_observations(settings: Settings) -> None:
    for path in settings.observations.glob("*.parquet"):
        path.unlink()
    shutil.copyfile(LATER / next(iter(LATER.iterdir())).name, settings.inboxes[0] / "a.txt")
    land(settings)


def _let_grow(settings: Settings) -> None:
    size = int(settings.full_size.read_text())
    assert size == settings.current.stat().st_size
    settings.full_size.write_text(str(size * 2 // 3 - 1))


def _forget_size(settings: Settings) -> None:
    settings.full_size.unlink()


def _forget_generation(settings: Settings) -> None:
    settings.current.unlink()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_nothing, None),
        (_forget_build, "not those of the serving generation"),
        (_cut_build, "intermediate tables of the serving generation are not what was built"),
        (_flip_serving, "serving generation is not what was published"),
        (_forget_observations, "are gone"),
        (_let_grow, "grown by half"),
        (_forget_size, "grown by half"),
        (_forget_generation, "nothing was published"),
    ],
)
def test_why_everything_is_made_anew(
    spoil: Callable[[Settings], None], reason: str | None, serving: Settings
) -> None:
    spoil(serving)
    serving.build.mkdir()
    found = candidate.begin(serving, full_refresh=False)
    assert (found is None) == (reason is None)
    assert reason is None or (found and reason in found)
    assert serving.candidate.exists() == serving.scratch.exists() == (reason is None)


def test_other_models_make_everything_anew(
    serving: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation.template, "VERSION", "next")
    serving.build.mkdir()
    reason = candidate.begin(serving, full_refresh=False)
    assert reason
    assert "template" in reason


@pytest.mark.parametrize(
    ("reason", "is_said"), [("as asked", True), (None, False), (candidate.FIRST, False)]
)
def test_the_summary_says_why_all_rows_were_made_anew(
    sample: Sample, capsys: pytest.CaptureFixture[str], reason: str | None, *, is_said: bool
) -> None:
    outcomes = {"build": BuildOutcome(1, 1, reason)}
    say_run(Run(sample.settings, RUN, lambda *_: None, outcomes=outcomes))
    assert (f"All rows were made anew: {reason}." in capsys.readouterr().out) == is_said
