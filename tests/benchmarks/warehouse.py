"""A benchmark's warehouse: a corpus that is brought in stage by stage, each stage measured."""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from flows.settings import Settings
from tests.benchmarks.corpus import write_corpus, write_one, write_percent

COLD = ("land", "parse", "check pages", "build", "check quotes", "check tables", "publish")
ROUNDS = 3
WORK = ("land", "parse", "build", "check quotes", "publish")


@dataclass
class Spent:
    """CPU seconds and peak MB of processes, and what they said."""

    cpu: float
    peak: float
    said: str = ""


@dataclass
class Warehouse:
    """One corpus and what was made of it."""

    folder: Path
    pages: int
    bytes: int = 0
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        """Write the corpus and what comes after it: one page three times, then one percent."""
        self.bytes = write_corpus(self.folder / "first", self.pages)
        write_percent(self.folder / "percent", self.pages)
        for number in range(ROUNDS):
            write_one(self.folder / f"page {number}", self.pages, number)
        self.settings = Settings(self.folder / "home", ())

    def stage(self, name: str, inbox: str = "first") -> Spent:
        """Carry out a stage in a process of its own, which measures its CPU without imports."""
        command = [sys.executable, "-m", "tests.benchmarks.stage", name]
        whole = spent([*command, str(self.settings.home), str(self.folder / inbox)])
        return Spent(float(whole.said), whole.peak)

    def bring_in(self, inbox: str) -> dict[str, Spent]:
        """Carry out all stages on an inbox."""
        return {name: self.stage(name, inbox) for name in COLD}

    def floor(self, rounds: int = ROUNDS) -> float:
        """Give the floor's CPU seconds, the median."""
        return statistics.median(self.stage("floor").cpu for _ in range(rounds))

    def megabytes(self, folder: Path) -> float:
        """Give the size of the files below a folder."""
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6

    @property
    def database(self) -> Path:
        """The serving generation's file."""
        return self.settings.current.resolve()


def spent(command: list[str]) -> Spent:
    """Give what a command and the processes that it waits for used.

    Raises:
        RuntimeError: the command failed; with what it said.

    """
    measure = [sys.executable, "-m", "tests.benchmarks.measure", *command]
    done = subprocess.run(measure, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    if found["code"]:
        raise RuntimeError(found["said"])
    return Spent(found["cpu"], found["peak"], found["said"])


def total(stages: dict[str, Spent], names: tuple[str, ...] = COLD) -> float:
    """Give the CPU seconds of some stages together."""
    return sum(stages[name].cpu for name in names)
