"""How long databases are kept, and whether there is room for another one."""

import shutil
import time
from pathlib import Path

from flows.errors import StoreDamaged
from flows.generations import generations
from flows.manifest import ENDING
from flows.settings import Settings

KEPT_GENERATIONS = 7
KEPT_WHEN_SHORT = 3
KEPT_SECONDS = 3600
KEPT_FAILED = 2
_MEBIBYTE = 1024 * 1024
# A database holds up to 0.8 of the raw bytes, its intermediate tables 0.5, packs 0.3
# (docs/benchmarks.md): a build writes about five times what is packed, and never nothing.
_BUILT_A_PACKED_BYTE = 5
_LEAST_ROOM = 64 * _MEBIBYTE


def keep_failed(settings: Settings, run_key: str) -> None:
    """Keep the candidate of a failed run for a look, those of the last two; none is served."""
    if settings.candidate.exists():
        settings.failed.mkdir(exist_ok=True)
        settings.candidate.replace(settings.failed / f"{run_key}.duckdb")
    for path in sorted(settings.failed.glob("*.duckdb"))[:-KEPT_FAILED]:
        path.unlink()


def remove_old_generations(settings: Settings, kept: int = KEPT_GENERATIONS) -> None:
    """Remove generations beyond the newest, but none that is young or serves."""
    for one in generations(settings)[kept:]:
        if not one.is_serving and time.time() - one.path.stat().st_mtime > KEPT_SECONDS:
            one.path.unlink()
    for listed in settings.generations.glob(f"*{ENDING}"):
        if not listed.with_suffix(".duckdb").exists():
            listed.unlink()


def remove_old_builds(settings: Settings, serving: Path) -> None:
    """Remove the intermediate tables of generations that do not serve."""
    for path in settings.intermediate.glob("*/*"):
        if path.stem != serving.stem:
            path.unlink()
    for folder in settings.intermediate.glob("*/"):
        if not any(folder.iterdir()):
            folder.rmdir()


def make_room(settings: Settings) -> None:
    """See to it that a build has room; with too little, fewer generations are kept.

    Raises:
        StoreDamaged: there is too little, and nothing more to remove.

    """
    needed = _needed(settings)
    if _free(settings) < needed:
        remove_old_generations(settings, KEPT_WHEN_SHORT)
    if _free(settings) < needed:
        raise StoreDamaged(
            f"{settings.warehouse}: a build needs about {needed // _MEBIBYTE:,} MB, and only "
            f"{_free(settings) // _MEBIBYTE:,} MB are free. Make room and run again."
        )


def _needed(settings: Settings) -> int:
    packed = sum(path.stat().st_size for path in settings.packs.glob("*.parquet"))
    return _BUILT_A_PACKED_BYTE * packed + _LEAST_ROOM


def _free(settings: Settings) -> int:
    return shutil.disk_usage(settings.warehouse).free
