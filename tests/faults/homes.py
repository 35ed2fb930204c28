"""Prepared homes: an earlier generation serves, new pages wait, and a step is about to begin.

Each lies at the same place when it is used, as one that stays where it is.
"""

import os
import shutil
from pathlib import Path

from flows.land import land
from flows.settings import Settings
from tests.faults.delivery import carry_out
from tests.faults.rerun import Builder, rerun
from tests.faults.steps import LEAST_FILES, settings_of
from tests.warehouses import SAMPLE

FULL_PACKS = 12
SMALL_PACKS = 2
OLD_FILES = 7
_SETTLED = 1_709_550_000
_PAGES = sorted(SAMPLE.glob("2024-03-04/*.txt"))


class Homes:
    """The states between the steps of one run, each made once and copied for every case."""

    def __init__(self, folder: Path, builder: Builder) -> None:
        self.home = folder / "home"
        self._builder = builder
        self._states = folder / "states"
        _prepare(settings_of(self.home, FULL_PACKS), builder)
        if self._dbt.exists():  # only a build reads it
            self._dbt.rename(self._states.with_name("dbt"))
        self._keep("land", FULL_PACKS)
        self._keep("land", SMALL_PACKS)

    def lay_out(self, step: str, pages_per_pack: int) -> Settings:
        """Lay out the home in which a step is about to begin."""
        if not self._path(step, pages_per_pack).exists():
            self._make(step, pages_per_pack)
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self._path(step, pages_per_pack), self.home, symlinks=True)
        return settings_of(self.home, pages_per_pack)

    @property
    def _dbt(self) -> Path:
        return self.home / "warehouse" / "dbt"

    def _make(self, step: str, pages_per_pack: int) -> None:
        earlier = {"parse": "land", "build": "parse", "publish": "build"}[step]
        settings = self.lay_out(earlier, pages_per_pack)
        if earlier == "build":
            self._builder.build(settings)
        else:
            carry_out(earlier, settings)
        if step == "build" and self._states.with_name("dbt").exists():
            shutil.copytree(self._states.with_name("dbt"), self._dbt)
        self._keep(step, pages_per_pack)

    def _keep(self, step: str, pages_per_pack: int) -> None:
        shutil.copytree(self.home, self._path(step, pages_per_pack), symlinks=True)

    def _path(self, step: str, pages_per_pack: int) -> Path:
        return self._states / f"{step}-{pages_per_pack}"


def _prepare(settings: Settings, builder: Builder) -> None:
    """Publish from a few landings; then leave old files for the tidying, and new pages."""
    settings.inboxes[0].mkdir(parents=True)
    for number in range(LEAST_FILES - 1):
        _put(settings, _PAGES[number * 2 : number * 2 + 2])
        land(settings)
    rerun(settings, builder)
    shutil.rmtree(settings.inboxes[0])  # what is landed must not need its inbox any more
    settings.inboxes[0].mkdir()
    _leave_old_files(settings)
    _put(settings, _PAGES[8:12])


def _put(settings: Settings, pages: list[Path]) -> None:
    folder = settings.inboxes[0] / "2024-03-04"
    folder.mkdir(exist_ok=True)
    for page in pages:
        shutil.copyfile(page, folder / page.name)
        os.utime(folder / page.name, (_SETTLED, _SETTLED))


def _leave_old_files(settings: Settings) -> None:
    """Leave generations and tables of an older template that the next publish must remove."""
    for number in range(OLD_FILES):
        path = settings.generations / f"{number}.duckdb"
        path.touch()
        os.utime(path, (1_600_000_000 + number, 1_600_000_000 + number))
    old = settings.parsed.with_name("0") / "pages"
    old.mkdir(parents=True)
    (old / "a.parquet").touch()
