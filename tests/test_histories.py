"""The same pages in any order, in any batches, twice or late: the same rows in every table.

Two random histories in every test run; `make histories` tries fifty.
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

from flows import journal
from flows.build import run_dbt
from flows.journal import RunRecord
from flows.land import land
from flows.parse import parse
from flows.settings import PROJECT, Settings
from tests.digests import digests
from tests.warehouses import SAMPLE

COUNT = int(os.environ.get("HISTORIES", "2"))
FILES = sorted(SAMPLE.glob("*/*.txt"))
Digests = dict[str, tuple[int, int, int]]


def build(
    home: Path,
    batches: list[list[Path]],
    read: Callable[[duckdb.DuckDBPyConnection], Any] = digests,
) -> Any:
    """Land and parse batch after batch, build once, and give what is read of the candidate."""
    settings = Settings(home, (home / "inbox",), pages_per_pack=25)
    for batch in batches:
        for file in batch:
            place = home / "inbox" / file.parent.name / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
        land(settings)
        parse(settings)
        shutil.rmtree(home / "inbox")
    settings.build.mkdir()
    journal.begin(settings, RunRecord("run", "running", datetime(2024, 3, 4)))
    done = run_dbt(settings, "build", "--resource-type", "seed", "--resource-type", "model")
    assert done.returncode == 0, (settings.warehouse / "dbt" / "logs" / "dbt.log").read_text()
    with duckdb.connect(str(settings.candidate), read_only=True) as database:
        found = read(database)
    shutil.rmtree(home)
    return found


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> Digests:
    found = build(tmp_path_factory.mktemp("history"), [FILES])
    assert len(found) > 25
    assert sum(count > 0 for count, *_ in found.values()) == len(found)
    return found


def history(seed: int) -> list[list[Path]]:
    """Put the files into batches: shuffled, split, some landed again later."""
    random_ = random.Random(seed)
    order = random_.sample(FILES, len(FILES))
    order += random_.sample(FILES, random_.randint(0, len(FILES)))
    cuts = sorted(random_.sample(range(1, len(order)), random_.randint(0, 7)))
    edges = zip([0, *cuts], [*cuts, len(order)], strict=True)
    return [order[start:end] for start, end in edges]


@pytest.mark.parametrize("seed", range(COUNT))
def test_any_history_gives_the_same_rows(tmp_path: Path, in_order: Digests, seed: int) -> None:
    found = build(tmp_path / "home", history(seed))
    assert {table for table in found if found[table] != in_order[table]} == set()


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
    tmp_path: Path, in_order: Digests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its line the rows are those of before: nothing but the seed remembers it."""
    dbt = tmp_path / "dbt"
    shutil.copytree(PROJECT / "dbt", dbt)
    monkeypatch.setattr("flows.build.DBT", dbt)
    seed = dbt / "seeds" / "person_judgement.csv"
    before = seed.read_text("utf-8")
    line = f"Anton Walbrook,Adolf Wohlbrück,same,{'0' * 64},1,2,test,2024-03-04\n"
    seed.write_text(before + line, "utf-8")
    assert build(tmp_path / "home", [FILES], walbrook) == [
        ("Adolf Wohlbrück", "as_credited", "Anton Walbrook", 4, "same", True),
        ("Anton Walbrook", "judged", "Anton Walbrook", 4, "same", True),
    ]
    seed.write_text(before, "utf-8")
    assert build(tmp_path / "home", [FILES]) == in_order
