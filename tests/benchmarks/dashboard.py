"""What the dashboards cost on 100,000 films: `make bench-dashboard` writes a sheet of it.

Everything runs on two cores: the questions, and then the server together with the browser.
"""

import argparse
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from flows.settings import PROJECT
from tests.benchmarks import dashboard_browser, dashboard_questions, sheet
from tests.benchmarks.dashboard_browser import COLD, FILM, FIRST_FILM, WARM
from tests.benchmarks.dashboard_questions import Timed
from tests.benchmarks.dashboard_warehouse import make
from tests.warehouses import publish_sample

SHEET = PROJECT / "docs" / "benchmarks-dashboard.md"
FILMS, CORES = 100_000, 2
MILLISECONDS = 100
SECONDS = {COLD: 4.0, WARM: 2.0, FIRST_FILM: 1.5, FILM: 1.5}
HEAD = """# Benchmarks of the dashboards

Written by `make bench-dashboard` ({machine}).

The warehouse is made up (`tests/benchmarks/dashboard_warehouse.py`):
{sizes}.
A question of `dashboards/queries/` is asked warm, with the heaviest values that the warehouse has
for its parameters; its figure is the median of five with the slowest of them. A visit is the median
of three, in Chromium, until the title and all charts stand there and nothing runs any more; each
time with a server of its own. A search begins with its first key and brings up a film that hundreds
of pages list. The server and the browser share two cores.
"""
SIZES = {
    "films with a page": "dim_film where has_page",
    "films known by mention": "dim_film where not has_page and film_key <> 'unknown'",
    "persons": "dim_person where person_key <> 'unknown'",
    "credits": "bridge_cast",
    "reviews": "fact_review",
    "links": "bridge_similar",
}


class Figure(NamedTuple):
    """One line of the sheet; what was found is kept or not."""

    name: str
    target: str
    found: str
    is_kept: bool

    def cells(self) -> tuple[str, ...]:
        """Give the line's cells."""
        return self.name, self.target, self.found, "✓" if self.is_kept else "✗"


def main() -> None:
    """Measure, print, and write the sheet."""
    options = _options()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as folder:
        home = options.home or _made(Path(folder), options.films)
        figures = [*map(_question, dashboard_questions.measure(home))]
        figures += [_visit(name, found) for name, found in dashboard_browser.measure(home).items()]
        sizes = dashboard_questions.sizes(home, SIZES)
    _print(figures)
    SHEET.write_text(_written(figures, sizes), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="measure a warehouse that is there already")
    parser.add_argument("--films", type=int, default=FILMS, help="how many have a page")
    return parser.parse_args()


def _made(folder: Path, films: int) -> Path:
    """Make the warehouse, with the tables of the sample's."""
    (folder / "sample").mkdir()
    sample = publish_sample(folder / "sample")
    make(folder / "home", films, sample.settings.current)
    return folder / "home"


def _question(timed: Timed) -> Figure:
    is_kept = timed.milliseconds <= MILLISECONDS
    return Figure(timed.question, f"≤ {MILLISECONDS} ms", f"{timed.milliseconds:.1f} ms", is_kept)


def _visit(name: str, seconds: float) -> Figure:
    target = SECONDS[name]
    return Figure(name, f"≤ {target:.1f} s", f"{seconds:.2f} s", seconds <= target)


def _print(figures: list[Figure]) -> None:
    width = max(len(one.name) for one in figures)
    for one in figures:
        name, target, found, sign = one.cells()
        print(f"{name:<{width}}  {target:>9}  {found:>9}  {sign}")


def _written(figures: list[Figure], sizes: dict[str, int]) -> str:
    said = ", ".join(f"{count:,} {name}" for name, count in sizes.items())
    rows = [sheet.row("figure", "target", "found", ""), sheet.row("---", "---:", "---:", "---")]
    rows += [sheet.row(*one.cells()) for one in figures]
    return HEAD.format(machine=sheet.machine(), sizes=said) + "\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
