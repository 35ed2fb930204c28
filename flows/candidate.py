"""What a build begins with: nothing, or copies of the serving generation's tables.

An increment brings the copies up to date. The serving generation itself and the intermediate
tables that it was built from are attached beside them, read-only: they say what was known.
"""

import os
import shutil
from pathlib import Path

import duckdb

from flows.generation import fingerprint, serving_id
from flows.generations import is_sound
from flows.settings import Settings
from flows.workspace import attach, quoted, workspace

FIRST = "nothing was published yet"
_CHUNK = 1024 * 1024 * 1024
_MOST_GROWTH = 1.5  # what is replaced leaves holes behind


def begin(settings: Settings, *, full_refresh: bool) -> str | None:
    """Lay out what dbt builds on; give why everything is made anew, None in an increment."""
    reason = _why_anew(settings, full_refresh=full_refresh)
    if reason is None:
        _link(settings.current.resolve(), settings.serving)
        _link(_last_build(settings), settings.last_build)
        copy(settings.serving, settings.candidate)
        copy(settings.last_build, settings.scratch)
    return reason


def lay_out_empty(settings: Settings) -> None:
    """See to it that there is something to attach where nothing was published."""
    for path in (settings.serving, settings.last_build):
        if not path.exists():
            duckdb.connect(str(path)).close()


def _why_anew(settings: Settings, *, full_refresh: bool) -> str | None:
    if full_refresh:
        return "as asked"
    if not settings.current.exists():
        return FIRST
    if not _last_build(settings).exists():
        return "template, models, seeds or exclusions are not those of the serving generation"
    return _why_not_on_top(settings)


def _why_not_on_top(settings: Settings) -> str | None:
    """Say why nothing can be built on top of what serves."""
    if not is_sound(settings.current.resolve()):
        return "the serving generation is not what was published"
    if not is_sound(_last_build(settings)):
        return "the intermediate tables of the serving generation are not what was built"
    if settings.current.stat().st_size > _MOST_GROWTH * _full_size(settings):
        return "the file has grown by half since"
    if _has_lost_observations(settings):
        return "observations of the serving generation are gone"
    return None


def _last_build(settings: Settings) -> Path:
    return settings.intermediate / fingerprint(settings) / f"{serving_id(settings)}.duckdb"


def _full_size(settings: Settings) -> int:
    """Give the bytes of the generation that was last made anew; 0 where that is not known."""
    try:
        return int(settings.full_size.read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _has_lost_observations(settings: Settings) -> bool:
    with workspace(settings) as connection:
        attach(connection, settings.current.resolve(), "serving")
        landed = quoted(str(settings.observations / "*.parquet"))
        lost = connection.execute(
            f"select 1 from serving.fact_observation where observation_key not in "  # noqa: S608 (our own path)
            f"(select observation_key from read_parquet({landed})) limit 1"
        ).fetchone()
    return lost is not None


def _link(path: Path, link: Path) -> None:
    """Give a database a name that stays, so that dbt need not read its profile anew."""
    link.symlink_to(os.path.relpath(path, link.parent.resolve()))


def copy(source: Path, target: Path) -> None:
    """Copy a file inside the kernel, which shares the blocks where the file system can."""
    if not hasattr(os, "copy_file_range"):
        shutil.copyfile(source, target)
        return
    with source.open("rb") as read, target.open("wb") as written:
        while os.copy_file_range(read.fileno(), written.fileno(), _CHUNK):
            pass
