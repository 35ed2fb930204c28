"""The same pages in any order, in any batches, twice or late: the same rows in every table.

Each batch is brought in on top of the one before; a build of everything at once is the oracle,
made where a judgement has just gone. One random history in every test run; `make histories`
tries fifty.
"""

import os
import random
import shutil
from pathlib import Path

import pytest

from flows.run import run
from flows.settings import Settings
from tests.digests import digests
from tests.histories import Judged, bring_in, lay, read, write_files

COUNT = int(os.environ.get("HISTORIES", "1"))
MOST_BATCHES = 8 if COUNT > 1 else 2


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_files(tmp_path_factory.mktemp("pages"))


def history(seed: int, files: list[Path]) -> list[list[Path]]:
    """Put the files into batches: shuffled, split, some landed again later."""
    random_ = random.Random(seed)
    order = random_.sample(files, len(files))
    order += random_.sample(files, random_.randint(0, len(files)))
    cuts = sorted(random_.sample(range(1, len(order)), random_.randint(2, MOST_BATCHES) - 1))
    edges = zip([0, *cuts], [*cuts, len(order)], strict=True)
    return [order[start:end] for start, end in edges]


def test_a_judgement_joins_two_names_and_goes(judged: Judged) -> None:
    """A judgement makes everything anew; so does its going."""
    assert judged.joined == [
        ["Adolf Wohlbrück", "as_credited", "Anton Walbrook", 4, "same", True],
        ["Anton Walbrook", "judged", "Anton Walbrook", 4, "same", True],
    ]
    left = {(basis, judgement) for _, basis, _, _, judgement, _ in judged.apart}
    assert left == {("as_credited", None)}


@pytest.mark.parametrize("seed", range(COUNT))
def test_any_history_gives_the_same_rows(
    tmp_path: Path, files: list[Path], judged: Judged, seed: int
) -> None:
    """Nor does anything remember a judgement that went. The last batch comes by a whole run."""
    settings = Settings(tmp_path / "home", (tmp_path / "inbox",), workers=1, pages_per_pack=7)
    *earlier, last = history(seed, files)
    for batch in earlier:
        bring_in(settings, batch)
    lay(settings, last)
    run(settings)
    found = {table: list(digest) for table, digest in read(settings, digests).items()}
    assert len(found) > 27
    assert [table for table, (count, *_) in found.items() if count == 0] == []
    assert {table for table in found if found[table] != judged.at_once[table]} == set()
    shutil.rmtree(settings.home)
