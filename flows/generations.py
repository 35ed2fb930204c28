"""Published generations: which there are, which one serves, and going back to one."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import WrongUsage
from flows.generation import serving_id
from flows.manifest import ENDING, check_listed, damaged
from flows.settings import Settings
from flows.store import TEMPORARY, sync, write_text

_REMEDY = "Go back to another one (`filmhouse generations`), or run with --full-refresh."


@dataclass(frozen=True)
class Generation:
    """A published database; published_at is in UTC."""

    generation_id: str
    path: Path
    published_at: datetime
    byte_count: int
    is_serving: bool


def generations(settings: Settings) -> list[Generation]:
    """Give the published generations, the newest first."""
    serving = serving_id(settings)
    found = [_generation(one, serving) for one in settings.generations.glob("*.duckdb")]
    return sorted(found, key=lambda one: one.published_at, reverse=True)


def _generation(path: Path, serving: str | None) -> Generation:
    stat = path.stat()
    published_at = datetime.fromtimestamp(stat.st_mtime, UTC).replace(tzinfo=None)
    return Generation(path.stem, path, published_at, stat.st_size, path.stem == serving)


def find(settings: Settings, beginning: str) -> Generation:
    """Give the generation whose id begins so.

    Raises:
        WrongUsage: there is none, or more than one.

    """
    found = [one for one in generations(settings) if one.generation_id.startswith(beginning)]
    if len(found) != 1:
        what = "more than one generation begins" if found else "no generation begins"
        raise WrongUsage(f"{beginning!r}: {what} so. `filmhouse generations` lists them.")
    return found[0]


def find_pair(
    settings: Settings, before: str | None, behind: str | None
) -> tuple[Generation, Generation]:
    """Give two generations to compare; by default the one that serves with the one before.

    Raises:
        WrongUsage: there is no such generation.

    """
    second = find(settings, behind or serving_id(settings) or "")
    return find(settings, before) if before else _before(settings), second


def roll_back(settings: Settings, beginning: str | None) -> Generation:
    """Let an earlier generation serve; without a beginning of an id, the one before.

    Newer ones are put aside: they stay, and are not published again from the same pages.

    Raises:
        WrongUsage: there is no such generation.
        StoreDamaged: it is not what was published.

    """
    target = find(settings, beginning) if beginning else _before(settings)
    check_listed(manifest_of(target.path), _REMEDY)
    newer = [one for one in generations(settings) if one.published_at > target.published_at]
    write_text("".join(f"{one.generation_id}\n" for one in newer), settings.put_aside)
    flip(settings, target.path)
    return target


def put_aside(settings: Settings) -> set[str]:
    """Give the ids of the generations that someone went back from."""
    try:
        return set(settings.put_aside.read_text("ascii").split())
    except FileNotFoundError:
        return set()


def manifest_of(path: Path) -> Path:
    """Give the list that holds the sum of a database."""
    return path.with_suffix(ENDING)


def is_sound(path: Path) -> bool:
    """Say whether a database is what was written: its list and its bytes."""
    return not damaged(manifest_of(path))


def flip(settings: Settings, path: Path) -> None:
    """Let a generation serve, in one step that no reader can see half of."""
    link = settings.current.with_name(f"{TEMPORARY}{os.getpid()}-current")
    link.unlink(missing_ok=True)
    link.symlink_to(path.relative_to(settings.warehouse))
    link.replace(settings.current)
    sync(settings.warehouse)


def _before(settings: Settings) -> Generation:
    found = generations(settings)
    places = [place for place, one in enumerate(found) if one.is_serving]
    if not places or places[0] + 1 == len(found):
        raise WrongUsage("There is no generation before the one that serves.")
    return found[places[0] + 1]
