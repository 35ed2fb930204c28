"""The same pages in any order, in any batches, twice or late: the same rows in every table.

Two random histories in every test run; `make histories` tries fifty.
"""

import os
import random
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from flows import journal
from flows.build import run_dbt
from flows.journal import RunRecord
from flows.land import land
from flows.parse import parse
from flows.settings import Settings
from tests.digests import digests
from tests.warehouses import SAMPLE

COUNT = int(os.environ.get("HISTORIES", "2"))
FILES = sorted(SAMPLE.glob("*/*.txt"))
Digests = dict[str, tuple[int, int, int]]


def build(home: Path, batches: list[list[Path]]) -> Digests:
    """Land and parse batch after batch, build once, and give the digests."""
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
        found = digests(database)
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
