"""Audited candidate → generation → flip: readers see the old or the new one, never a half.

A generation is named after what it is made of. Its file appears complete, read-only and
synced; then one symlink is replaced.
"""

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from flows import journal
from flows.errors import StoreDamaged
from flows.generation import SAFE, fingerprint
from flows.generations import flip, manifest_of
from flows.journal import RunRecord
from flows.manifest import write_manifest
from flows.retention import remove_old_builds, remove_old_generations
from flows.settings import Settings
from flows.store import move_into_place, write_text


@dataclass(frozen=True)
class PublishOutcome:
    """The generation that serves now."""

    generation_id: str
    path: Path


def publish(settings: Settings, record: RunRecord, name: str) -> PublishOutcome:
    """Make the audited candidate the serving generation, under its name.

    record is the row of the run that publishes; the generation holds it beside earlier ones.

    Raises:
        StoreDamaged: DuckDB did not write the candidate completely.

    """
    _complete_journal(settings, record)
    _audit_file(settings.candidate)
    settings.generations.mkdir(parents=True, exist_ok=True)
    settings.candidate.chmod(0o444)
    path = settings.generations / f"{name}.duckdb"
    _keep_intermediate(settings, name)
    move_into_place(settings.candidate, path)
    write_manifest(manifest_of(path), [path])
    flip(settings, path)
    settings.put_aside.unlink(missing_ok=True)
    return PublishOutcome(name, path)


def _complete_journal(settings: Settings, record: RunRecord) -> None:
    """Bring the candidate's journal up to and including this run and its own checks."""
    run = asdict(record)
    columns = ", ".join(run)
    places = ", ".join(f"${name}" for name in run)
    key, checks = [record.run_key], str(journal.check_path(settings, record.run_key))
    with duckdb.connect(str(settings.candidate), config=SAFE) as database:
        database.execute("delete from fact_run where run_key = ?", key)
        database.execute(f"insert into fact_run ({columns}) values ({places})", run)  # noqa: S608 (the names of our own fields)
        database.execute("delete from fact_check where run_key = ?", key)
        database.execute("insert into fact_check by name from read_parquet(?)", [checks])
        database.execute("checkpoint")


def _audit_file(candidate: Path) -> None:
    """Make sure that the file holds everything: no log left over, and it opens read-only."""
    if candidate.with_name(f"{candidate.name}.wal").exists():
        raise StoreDamaged(f"{candidate}: not written completely (a .wal is left). Run again.")
    with duckdb.connect(str(candidate), read_only=True, config=SAFE) as database:
        tables = database.execute("select count(*) from duckdb_tables()").fetchone()
    if not tables or not tables[0]:
        raise StoreDamaged(f"{candidate}: holds no table. Run again.")


def _keep_intermediate(settings: Settings, name: str) -> None:
    """Keep what the generation was built from, for the next increment, if it is complete."""
    if not settings.scratch.exists():
        return
    if not settings.serving.is_symlink():
        write_text(str(settings.candidate.stat().st_size), settings.full_size)
    folder = settings.intermediate / fingerprint(settings)
    folder.mkdir(parents=True, exist_ok=True)
    if not settings.scratch.with_name(f"{settings.scratch.name}.wal").exists():
        path = folder / f"{name}.duckdb"
        move_into_place(settings.scratch, path)
        write_manifest(manifest_of(path), [path])


def tidy(settings: Settings) -> None:
    """Remove what a publish leaves behind.

    The folder of the build, intermediate tables but the serving generation's, generations
    beyond the newest unless they are young, and the parsed tables of older template versions.
    """
    shutil.rmtree(settings.build, ignore_errors=True)
    remove_old_generations(settings)
    remove_old_builds(settings, settings.current.resolve())
    for version in settings.parsed.parent.glob("*/"):
        if version != settings.parsed:
            shutil.rmtree(version)
