"""Commands that look after what is kept, on the sample: what they print and how they exit."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows import journal
from flows.generations import generations, manifest_of
from flows.manifest import write_manifest
from flows.settings import Settings
from flows.status import status
from tests.warehouses import Sample

COMMAND = str(Path(sys.executable).with_name("filmhouse"))


@pytest.fixture(scope="module")
def kept(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample's warehouse with an earlier generation that differs in known rows."""
    home = tmp_path_factory.mktemp("kept")
    shutil.copytree(sample.settings.home, home, dirs_exist_ok=True, symlinks=True)
    settings = Settings(home, ())
    earlier = settings.generations / f"{'0' * 64}.duckdb"
    shutil.copyfile(settings.current.resolve(), earlier)
    with duckdb.connect(str(earlier)) as database:
        database.execute("update dim_film set rating = 1.5 where title = 'The Red Shoes'")
        database.execute("delete from fact_rating")
        database.execute("insert into dim_provider select * replace ('x' as provider_key, "
                         "'\x1b[31mNew' as name) from dim_provider limit 1")  # fmt: skip
    os.utime(earlier, (1, 1))
    write_manifest(manifest_of(earlier), [earlier])
    return settings


def ask(settings: Settings, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [COMMAND, words[0], "--home", str(settings.home), *words[1:]],
        capture_output=True,
        text=True,
        env={"COLUMNS": "80", "PATH": ""},
    )


def test_generations_are_listed_and_one_serves(kept: Settings) -> None:
    done = ask(kept, "generations")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("serving") == 1
    assert all(one.generation_id[:12] in done.stdout for one in generations(kept))


def test_a_diff_tells_what_was_added_removed_and_changed(kept: Settings) -> None:
    done = ask(kept, "diff")
    said = done.stdout
    ratings = json.loads(ask(kept, "sql", "--json", "select count(*) n from fact_rating").stdout)
    assert f"fact_rating: {ratings[0]['n']} added" in said
    assert "dim_provider: 1 removed" in said
    assert "- \\x1b[31mNew" in said
    assert "\x1b" not in said
    assert "~ The Red Shoes; rating 1.5 → " in said
    assert "dim_person" not in said
    assert ask(kept, "diff", "0000", "0000").stdout.endswith("No row differs.\n")


def test_quarantined_pages_have_reason_line_and_excerpt(kept: Settings) -> None:
    rows = json.loads(ask(kept, "quarantine", "--json").stdout)
    assert {row["reason"] for row in rows} == {"not_utf8", "no_template_marks"}
    (bad,) = (row for row in rows if row["reason"] == "not_utf8")
    assert bad["line"] == 3
    assert bad["excerpt"].startswith("'")
    assert "\\\\xa0" in bad["excerpt"]


def test_status_says_what_serves_and_how_the_last_run_ended(kept: Settings) -> None:
    found = json.loads(ask(kept, "status", "--json").stdout)
    written = json.loads(kept.status.read_text("utf-8"))
    for one in (found, written):
        assert one["serving"]["generation_id"] == kept.current.resolve().stem
        assert one["serving"]["quarantined"] == 2
        assert one["last_run"]["outcome"] == "published"
        assert one["failing_checks"] == []
        assert one["freshness"]["is_fresh"]
    assert found["serving"]["age_seconds"] >= written["serving"]["age_seconds"]


def test_what_is_older_than_promised_is_stale(kept: Settings, tmp_path: Path) -> None:
    shutil.copytree(kept.home, tmp_path, dirs_exist_ok=True, symlinks=True)
    old = Settings(tmp_path, ())
    past = journal.last_run(old)
    assert past
    for record in journal.recent_runs(old):
        long_ago = record.started_at.replace(year=2020)
        journal.write_run(old, journal.RunRecord(record.run_key, "published", long_ago,
                                                 finished_at=long_ago))  # fmt: skip
    path = old.current.resolve()
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert not status(old)["freshness"]["is_fresh"]
    assert ask(old, "status").returncode == 0
    done = ask(old, "status", "--fail-if-stale")
    assert (done.returncode, "Stale: " in done.stdout) == (1, True)
    assert status(Settings(tmp_path, (), fresh_hours=10**6))["freshness"]["is_fresh"]


def test_a_killed_run_is_told(kept: Settings, tmp_path: Path) -> None:
    shutil.copytree(kept.home, tmp_path, dirs_exist_ok=True, symlinks=True)
    settings = Settings(tmp_path, ())
    last = journal.last_run(settings)
    assert last
    began = journal.RunRecord("99990101T000000Z-00", "running", last.started_at)
    journal.write_run(settings, began)
    assert status(settings)["last_run"]["outcome"] == "killed"
    assert status(settings, is_running=True)["last_run"]["outcome"] == "running"


def test_verify_finds_what_is_damaged(kept: Settings, tmp_path: Path) -> None:
    shutil.copytree(kept.home, tmp_path, dirs_exist_ok=True, symlinks=True)
    settings = Settings(tmp_path, ())
    done = ask(settings, "verify")
    assert (done.returncode, done.stdout.count("✓")) == (0, 6), done.stdout
    damaged = [
        next(settings.packs.iterdir()),
        next(settings.observations.iterdir()),
        next((settings.parsed / "films").iterdir()),
        generations(settings)[1].path,
    ]
    for path in damaged:
        path.chmod(0o644)
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 3] ^= 4
        path.write_bytes(whole)
    done = ask(settings, "verify")
    assert done.returncode == 4
    assert [path.name for path in damaged if str(path) not in done.stdout] == []


def test_a_rollback_is_one_command(kept: Settings, tmp_path: Path) -> None:
    shutil.copytree(kept.home, tmp_path, dirs_exist_ok=True, symlinks=True)
    settings = Settings(tmp_path, ())
    done = ask(settings, "rollback")
    assert (done.returncode, "Generation 000000000000 serves" in done.stdout) == (0, True)
    said = ask(settings, "sql", "--csv", "select rating from dim_film where rating = 1.5").stdout
    assert said.splitlines() == ["rating", "1.5"]
    assert json.loads(settings.status.read_text())["serving"]["is_rolled_back"]
    assert "An earlier generation serves" in ask(settings, "status").stdout
    done = ask(settings, "rollback")
    assert (done.returncode, done.stderr) == (
        2,
        "There is no generation before the one that serves.\n",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rollback", "zzz"), "`filmhouse generations` lists them"),
        (("diff", "zzz"), "`filmhouse generations` lists them"),
        (("exclude", "zzz", "--why", "x"), "has landed"),
        (("run", "--accept", "pages_readabel"), "Did you mean pages_readable"),
    ],
)
def test_a_wrong_word_is_told_with_what_to_do(
    words: tuple[str, ...], said: str, kept: Settings
) -> None:
    done = ask(kept, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
