"""The same pages in any order, in any batches, twice or late: the same rows in every table.

Each batch is brought in on top of the one before; a build of everything at once is the oracle.
One random history in every test run; `make histories` tries fifty.
"""

import os
import random
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import candidate, journal
from flows.build import run_dbt
from flows.generation import generation_id
from flows.journal import RunRecord
from flows.land import land
from flows.parse import parse
from flows.publish import publish, tidy
from flows.settings import PROJECT, Settings
from tests.benchmarks.planted import Corpus
from tests.digests import digests
from tests.warehouses import SAMPLE

COUNT = int(os.environ.get("HISTORIES", "1"))
MOST_BATCHES = 8 if COUNT > 1 else 2
RUN = RunRecord("run", "running", datetime(2024, 3, 4))
Digests = dict[str, tuple[int, int, int]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample, and pages with planted lies in two captures."""
    planted = tmp_path_factory.mktemp("planted")
    Corpus(30, seed=11).write(planted)
    return [*sorted(SAMPLE.glob("*/*.txt")), *sorted(planted.glob("*/*.txt"))]


def bring_in(settings: Settings, batch: list[Path]) -> None:
    """Land, parse, build and publish one batch, without the checks."""
    inbox = settings.inboxes[0]
    for file in batch:
        place = inbox / file.parent.name / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    land(settings)
    parse(settings)
    shutil.rmtree(inbox)
    settings.build.mkdir(parents=True)
    journal.begin(settings, RUN)
    journal.write_checks(settings, RUN.run_key, ())
    made_anew = candidate.begin(settings, full_refresh=False)
    command = ("build", "--resource-type", "seed", "--resource-type", "model")
    done = run_dbt(settings, *command, is_increment=made_anew is None)
    assert done.returncode == 0, (settings.warehouse / "dbt" / "logs" / "dbt.log").read_text()
    publish(settings, RUN, generation_id(settings))
    tidy(settings)


def build(
    home: Path,
    batches: list[list[Path]],
    read: Callable[[duckdb.DuckDBPyConnection], Any] = digests,
) -> Any:
    """Bring in batch after batch, and give what is read of the last generation."""
    settings = Settings(home, (home / "inbox",), pages_per_pack=25)
    for batch in batches:
        bring_in(settings, batch)
    with duckdb.connect(str(settings.current.resolve()), read_only=True) as database:
        found = read(database)
    shutil.rmtree(home)
    return found


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory, files: list[Path]) -> Digests:
    found = build(tmp_path_factory.mktemp("history"), [files])
    assert len(found) > 27
    assert sum(count > 0 for count, *_ in found.values()) == len(found)
    return found


def history(seed: int, files: list[Path]) -> list[list[Path]]:
    """Put the files into batches: shuffled, split, some landed again later."""
    random_ = random.Random(seed)
    order = random_.sample(files, len(files))
    order += random_.sample(files, random_.randint(0, len(files)))
    cuts = sorted(random_.sample(range(1, len(order)), random_.randint(2, MOST_BATCHES) - 1))
    edges = zip([0, *cuts], [*cuts, len(order)], strict=True)
    return [order[start:end] for start, end in edges]


@pytest.mark.parametrize("seed", range(COUNT))
def test_any_history_gives_the_same_rows(
    tmp_path: Path, files: list[Path], at_once: Digests, seed: int
) -> None:
    found = build(tmp_path / "home", history(seed, files))
    assert {table for table in found if found[table] != at_once[table]} == set()


def walbrook(database: duckdb.DuckDBPyConnection) -> Any:
    """Give the forms of the one person or the two, and what stands of the judgement."""
    return database.execute(
        """select name_form, basis, dim_person.name, film_count, judgement,
            person_key_a = person_key_b
        from bridge_person_name inner join dim_person using (person_key)
        inner join person_match_candidate on name_form in (form_a, form_b)
        where name_form in ('Adolf Wohlbrück', 'Anton Walbrook') order by name_form"""
    ).fetchall()


def test_a_judgement_joins_two_names_and_goes_without_a_trace(
    tmp_path: Path, files: list[Path], at_once: Digests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A judgement makes everything anew; so does its going, and nothing else remembers it."""
    dbt = tmp_path / "dbt"
    shutil.copytree(PROJECT / "dbt", dbt)
    monkeypatch.setattr("flows.build.DBT", dbt)
    monkeypatch.setattr("flows.generation.DBT", dbt)
    seed = dbt / "seeds" / "person_judgement.csv"
    before = seed.read_text("utf-8")
    line = f"Anton Walbrook,Adolf Wohlbrück,same,{'0' * 64},1,2,test,2024-03-04\n"
    seed.write_text(before + line, "utf-8")
    settings = Settings(tmp_path / "home", (tmp_path / "home" / "inbox",))
    first = next(file for file in files if "red-shoes" in file.name)
    bring_in(settings, [file for file in files if file != first])
    bring_in(settings, [first])
    with duckdb.connect(str(settings.current.resolve()), read_only=True) as database:
        assert walbrook(database) == [
            ("Adolf Wohlbrück", "as_credited", "Anton Walbrook", 4, "same", True),
            ("Anton Walbrook", "judged", "Anton Walbrook", 4, "same", True),
        ]
    seed.write_text(before, "utf-8")
    bring_in(settings, [first])
    with duckdb.connect(str(settings.current.resolve()), read_only=True) as database:
        assert digests(database) == at_once
