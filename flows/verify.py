"""Everything that is kept, looked at byte by byte: whether it still is what was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.errors import StoreDamaged
from flows.generations import generations, manifest_of
from flows.manifest import ENDING, damaged
from flows.settings import Settings
from flows.spans import check_quotes
from flows.store import RESTORE, check_named

_PARSED = "Run again: it is made again from its pack."
_GENERATION = "If it serves, run again: it is made anew. If not, remove it."


@dataclass(frozen=True)
class Verified:
    """What was looked at, how many of it, and what is wrong with each damaged one."""

    what: str
    count: int
    problems: tuple[str, ...]


def verify(settings: Settings) -> Iterator[Verified]:
    """Look at raw files, parsed tables, generations, and the quotes of what serves, in order."""
    for what, folder in _raw_folders(settings).items():
        files = sorted(folder.glob("*.parquet"))
        yield Verified(what, len(files), tuple(_misnamed(files)))
    lists = sorted(settings.parsed.glob(f"*{ENDING}"))
    yield Verified("parsed tables, by pack", len(lists), tuple(_broken(lists, _PARSED)))
    lists = [manifest_of(one.path) for one in generations(settings)]
    yield Verified("generations", len(lists), tuple(_broken(lists, _GENERATION)))
    if settings.current.exists():
        yield _quotes(settings)


def _raw_folders(settings: Settings) -> dict[str, Path]:
    return {
        "raw packs": settings.packs,
        "files of observations": settings.observations,
        "exclusions": settings.exclusions,
    }


def _misnamed(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        try:
            check_named(file, RESTORE)
        except StoreDamaged as error:
            yield str(error)


def _broken(lists: Iterable[Path], remedy: str) -> Iterator[str]:
    for one in lists:
        for file in damaged(one):
            yield f"{file}: this file is not what was written. {remedy}"


def _quotes(settings: Settings) -> Verified:
    try:
        outcome = check_quotes(settings, settings.current.resolve())
    except StoreDamaged as error:
        return Verified("quotes of what serves", 0, (str(error),))
    return Verified("quotes of what serves", outcome.rows_quoted, ())
