"""The sample as a published warehouse, made once a test run by the command that users call."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from flows.build import run_dbt
from flows.run import run
from flows.settings import PROJECT, Settings

SAMPLE = PROJECT / "raw" / "sample"
REAL_PAGE = PROJECT.parent / "shared" / "pages" / "the-red-shoes-1948.txt"


class Sample(NamedTuple):
    """The sample's warehouse and what its first run printed."""

    settings: Settings
    first: "subprocess.CompletedProcess[str]"

    @property
    def options(self) -> list[str]:
        return ["--home", str(self.settings.home), "--inbox", str(SAMPLE)]


def publish_sample(home: Path) -> Sample:
    settings = Settings(home, (SAMPLE,))
    first = subprocess.run(
        [str(Path(sys.executable).with_name("filmhouse")), "run", "--home", str(home),
         "--inbox", str(SAMPLE)],
        capture_output=True,
        text=True,
        cwd=home,
    )  # fmt: skip
    return Sample(settings, first)


def publish_real_page(home: Path) -> dict[str, Any]:
    """Publish the page whose facts were labelled by hand, where it is beside the project."""
    inbox = home / "inbox" / "2024-05-01"
    inbox.mkdir(parents=True)
    if REAL_PAGE.exists():
        shutil.copy(REAL_PAGE, inbox)
        run(Settings(home, (inbox.parent,)))
    return {}


class Build(NamedTuple):
    """A dbt build of the sample with its unit tests: (node, status) of each, and the log."""

    results: list[tuple[str, str]]
    target: Path
    log: Path


def build_sample(sample: Sample, home: Path) -> Build:
    for folder in ("raw", "warehouse/parsed", "warehouse/journal"):
        shutil.copytree(sample.settings.home / folder, home / folder)
    settings = Settings(home, ())
    settings.build.mkdir()
    run_dbt(settings, "build", "--resource-type", "seed", "--resource-type", "model",
            "--resource-type", "unit_test")  # fmt: skip
    target = settings.warehouse / "dbt" / "target"
    results = json.loads((target / "run_results.json").read_text())["results"]
    statuses = [(one["unique_id"], one["status"]) for one in results]
    return Build(statuses, target, settings.warehouse / "dbt" / "dbt.log")


def write_changed_pages(folder: Path) -> Path:
    """Write a batch that a critical expectation must stop: the site has changed its ratings."""
    inbox = folder / "changed" / "2024-04-01"
    inbox.mkdir(parents=True)
    for number in range(120):
        text = f"Film {number}\n\nApril. 1,2001\nRating:\n{number} of 200\nTrailer Synopsis Cast\n"
        (inbox / f"{number}.txt").write_text(text)
    return inbox.parent
