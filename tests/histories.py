"""Batches of pages that arrive one after the other, and a judgement that comes and goes."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

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

RUN = RunRecord("run", "running", datetime(2024, 3, 4))


class Judged(NamedTuple):
    """What stands of two names while a judgement joins them; every row after it went."""

    joined: list[list[Any]]
    apart: list[list[Any]]
    at_once: dict[str, list[Any]]


def write_files(folder: Path) -> list[Path]:
    """Give the sample, and pages with planted lies in two captures."""
    Corpus(30, seed=11).write(folder)
    return [*sorted(SAMPLE.glob("*/*.txt")), *sorted(folder.glob("*/*.txt"))]


def judge(folder: Path) -> Judged:
    """Bring all pages in under a judgement, then take it back: everything is made at once."""
    (folder / "pages").mkdir(parents=True)
    files = write_files(folder / "pages")
    settings, dbt = Settings(folder / "home", (folder / "inbox",)), folder / "dbt"
    shutil.copytree(PROJECT / "dbt", dbt)
    seed = dbt / "seeds" / "person_judgement.csv"
    before = seed.read_text("utf-8")
    line = f"Anton Walbrook,Adolf Wohlbrück,same,{'0' * 64},1,2,test,2024-03-04\n"
    first = next(file for file in files if "red-shoes" in file.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.build.DBT", dbt)
        patch.setattr("flows.generation.DBT", dbt)
        seed.write_text(before + line, "utf-8")
        bring_in(settings, [file for file in files if file != first])
        bring_in(settings, [first])
        joined = read(settings, walbrook)
        seed.write_text(before, "utf-8")
        bring_in(settings, [first])
    return Judged(joined, read(settings, walbrook), read(settings, digests))


def bring_in(settings: Settings, batch: list[Path]) -> None:
    """Land, parse, build and publish one batch, without the checks."""
    lay(settings, batch)
    land(settings)
    parse(settings)
    settings.build.mkdir(parents=True)
    journal.begin(settings, RUN)
    journal.write_checks(settings, RUN.run_key, ())
    made_anew = candidate.begin(settings, full_refresh=False)
    command = ("build", "--resource-type", "seed", "--resource-type", "model")
    done = run_dbt(settings, *command, is_increment=made_anew is None)
    assert done.returncode == 0, (settings.warehouse / "dbt" / "dbt.log").read_text()
    publish(settings, RUN, generation_id(settings))
    tidy(settings)


def lay(settings: Settings, batch: list[Path]) -> None:
    """Put a batch into the inbox, and nothing else."""
    inbox = settings.inboxes[0]
    shutil.rmtree(inbox, ignore_errors=True)
    for file in batch:
        place = inbox / file.parent.name / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


def read(settings: Settings, ask: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
    """Ask the serving generation."""
    with duckdb.connect(str(settings.current.resolve()), read_only=True) as database:
        return ask(database)


def walbrook(database: duckdb.DuckDBPyConnection) -> Any:
    """Give the forms of the one person or the two, and what stands of the judgement."""
    return database.execute(
        """select name_form, basis, dim_person.name, film_count, judgement,
            person_key_a = person_key_b
        from bridge_person_name inner join dim_person using (person_key)
        inner join person_match_candidate on name_form in (form_a, form_b)
        where name_form in ('Adolf Wohlbrück', 'Anton Walbrook') order by name_form"""
    ).fetchall()
