"""Readers see the old generation or the new one, and only what was written completely."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from flows import generation, generations, journal, publish
from flows.errors import StoreDamaged
from flows.journal import CHECK_SCHEMA, RUN_SCHEMA, RunRecord
from flows.land import land
from flows.settings import Settings

RUN = "20240304T120000Z-00"
BEGAN = datetime(2024, 3, 4, 12)
RECORD = RunRecord(RUN, "published", BEGAN)


def make_candidate(settings: Settings, value: int = 1) -> None:
    settings.build.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(settings.candidate)) as database:
        database.execute(f"create table marker as select {value} as value")
        for table, schema in (("fact_run", RUN_SCHEMA), ("fact_check", CHECK_SCHEMA)):
            columns = ", ".join(f"{name} {_sql_type(kind)}" for name, kind in schema.items())
            database.execute(f"create table {table} ({columns})")
        database.execute("insert into fact_run (run_key, outcome) values (?, 'running')", [RUN])
    journal.write_checks(settings, RUN, ())


def _sql_type(kind: object) -> str:
    names = {"Int64": "bigint", "Float64": "double", "Boolean": "boolean", "String": "varchar"}
    return names.get(str(kind), "timestamp")


@pytest.fixture
def landed(settings: Settings, inbox: Path) -> Settings:
    (inbox / "a.txt").write_bytes(b"a")
    land(settings)
    settings.parsed.mkdir(parents=True)
    return settings


def value(settings: Settings) -> int:
    with duckdb.connect(str(settings.current), read_only=True) as database:
        (found,) = database.execute("select value from marker").fetchone() or (0,)
    return int(found)


def publish_next(settings: Settings, number: int) -> Path:
    """Publish a generation of one more page."""
    (settings.inboxes[0] / f"{number}.txt").write_bytes(b"%d" % number)
    land(settings)
    make_candidate(settings, number)
    return publish.publish(settings, RECORD, generation.generation_id(settings)).path


def test_a_candidate_becomes_the_serving_generation(landed: Settings) -> None:
    make_candidate(landed)
    outcome = publish.publish(landed, RECORD, generation.generation_id(landed))
    name = generation.generation_id(landed)
    assert outcome.generation_id == name == generation.serving_id(landed)
    assert landed.current.readlink() == Path("generations") / f"{name}.duckdb"
    assert outcome.path.stat().st_mode & 0o777 == 0o444
    assert value(landed) == 1
    publish.tidy(landed)
    assert not landed.build.exists()
    assert value(landed) == 1
    kept = sorted(one.name for one in landed.generations.iterdir())
    assert kept == [f"{name}.duckdb", f"{name}.xxh128"]
    assert generations.is_sound(outcome.path)


def test_a_warehouse_may_be_moved(landed: Settings) -> None:
    make_candidate(landed)
    publish.publish(landed, RECORD, generation.generation_id(landed))
    moved = replace(landed, home=landed.home.rename(landed.home.with_name("elsewhere")))
    assert value(moved) == 1
    assert generation.serving_id(moved) == generation.generation_id(moved)


def test_the_journal_of_a_generation_ends_with_its_own_run(landed: Settings) -> None:
    make_candidate(landed)
    path = publish.publish(landed, RECORD, generation.generation_id(landed)).path
    with duckdb.connect(str(path), read_only=True) as database:
        rows = database.execute("select run_key, outcome, started_at from fact_run").fetchall()
    assert rows == [(RUN, "published", BEGAN)]


def test_the_serving_generation_knows_which_run_made_it(landed: Settings) -> None:
    assert not generation.is_published(landed, RUN)
    publish_next(landed, 1)
    assert generation.is_published(landed, RUN)
    assert not generation.is_published(landed, "another")


def test_nothing_serves_before_the_first_publish(settings: Settings) -> None:
    assert generation.serving_id(settings) is None
    settings.warehouse.mkdir(parents=True)
    settings.current.symlink_to("generations/gone.duckdb")
    assert generation.serving_id(settings) is None


def _drop_all(candidate: Path) -> None:
    with duckdb.connect(str(candidate)) as database:
        for table in ("marker", "fact_run", "fact_check"):
            database.execute(f"drop table {table}")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda candidate: candidate.with_name("candidate.duckdb.wal").write_bytes(b"x"),
        _drop_all,
    ],
)
def test_an_incomplete_candidate_is_refused_and_the_old_one_serves(
    spoil: Callable[[Path], None], landed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_next(landed, 7)
    make_candidate(landed, 8)
    spoil(landed.candidate)
    monkeypatch.setattr(publish, "_complete_journal", lambda *_: None)
    with pytest.raises(StoreDamaged, match=r"candidate\.duckdb"):
        publish.publish(landed, RECORD, generation.generation_id(landed))
    assert value(landed) == 7
    assert len(generations.generations(landed)) == 1


def test_a_generation_is_named_after_what_it_is_made_of(
    landed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = generation.generation_id(landed)
    assert generation.generation_id(replace(landed, workers=9)) == name
    os.utime(landed.inboxes[0] / "a.txt", (1, 1))
    land(landed)
    assert generation.generation_id(landed) == name
    monkeypatch.setattr(generation.template, "VERSION", "next")
    assert generation.generation_id(landed) != name
    monkeypatch.undo()
    (landed.inboxes[0] / "b.txt").write_bytes(b"a")
    land(landed)
    assert generation.generation_id(landed) != name


@pytest.mark.parametrize("kind", ["models", "macros", "seeds"])
def test_a_generation_is_named_after_its_models_and_seeds(
    kind: str, landed: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "DBT", tmp_path / "dbt")
    source = tmp_path / "dbt" / kind / "deep/a.sql"
    source.parent.mkdir(parents=True)
    (tmp_path / "dbt" / "dbt_project.yml").touch()
    names = {generation.generation_id(landed)}
    for text in ("select 1", "select 2"):
        source.write_text(text)
        names.add(generation.generation_id(landed))
    source.rename(source.with_name("b.sql"))
    names.add(generation.generation_id(landed))
    assert len(names) == 4


def test_old_generations_go_unless_young_or_among_the_newest_or_serving(landed: Settings) -> None:
    paths = [publish_next(landed, number) for number in range(12)]
    assert all(path.exists() for path in paths)  # young
    for age, path in enumerate(reversed(paths)):
        past = path.stat().st_mtime - 7200 - age
        os.utime(path, (past, past))
    generations.flip(landed, paths[0])  # an old one serves again
    publish.tidy(landed)
    assert [path.exists() for path in paths] == [True] + [False] * 4 + [True] * 7
    assert value(landed) == 0


def test_tables_of_older_template_versions_go(landed: Settings) -> None:
    old = landed.parsed.with_name("0")
    (old / "pages").mkdir(parents=True)
    (old / "pages/a.parquet").touch()
    (landed.parsed.parent / ".DS_Store").touch()
    publish_next(landed, 1)
    publish.tidy(landed)
    assert not old.exists()
    assert landed.parsed.exists()


READER = """
import sys, duckdb
sys.stdout.write("ready\\n"); sys.stdout.flush()
seen = set()
while (sys.argv[2],) not in seen:
    with duckdb.connect(":memory:") as database:
        database.execute(f"attach '{sys.argv[1]}' as w (read_only)")
        rows = database.execute("select value::varchar from w.marker").fetchall()
    assert len(rows) == 1, rows
    seen.update(rows)
print(len(seen))
"""


def test_readers_in_another_process_go_on_during_flips(landed: Settings) -> None:
    publish_next(landed, 0)
    command = [sys.executable, "-c", READER, str(landed.current), "12"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        for number in range(1, 13):
            publish_next(landed, number)
        out, _ = reader.communicate(timeout=20)
    assert reader.returncode == 0
    assert int(out) >= 1
