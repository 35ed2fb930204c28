"""What a run costs, as ratios of one run: `make bench` writes docs/benchmarks.md.

CPU seconds, medians where a stage can be repeated; each stage in a process of its own.
"""

import math
import os
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import analysts, rivals_beside, sheet
from tests.benchmarks.warehouse import ROUNDS, WORK, Spent, Warehouse, spent, total

SIZES = tuple(int(size) for size in os.environ.get("SIZES", "1000 10000 100000").split())
FILMHOUSE = str(Path(sys.executable).with_name("filmhouse"))
ORCHESTRA = ("dbt.cli.main, dbt.adapters.duckdb", "prefect.flows", "great_expectations")
Figures = dict[str, float]


def main() -> None:
    """Measure every size, and write the sheet."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as folder:
        fixed = _fixed(Path(folder) / "one")
        figures = {size: _measure(Path(folder) / str(size), size, fixed) for size in SIZES}
    sheet.write(figures, _growth(figures), sheet.machine())


def _fixed(folder: Path) -> Figures:
    """Give what orchestration costs where there is next to nothing to do."""
    one = Warehouse(folder, 1)
    figures = {"full": one.bring_in("first")["build"].cpu}
    steps = [one.bring_in(f"page {number}") for number in range(ROUNDS)]
    figures["increment"] = statistics.median(step["build"].cpu for step in steps)
    write = [FILMHOUSE, "run", "--home", str(folder / "cli"), "--inbox"]
    spent([*write, str(folder / "first")])
    figures["command"] = spent([*write, str(folder / "page 0")]).cpu
    imports = [spent([sys.executable, "-c", f"import {name}"]).cpu for name in ORCHESTRA]
    start = spent([sys.executable, "-c", ""]).cpu
    figures["imports"] = sum(imports) - start * len(imports)
    return figures


def _measure(folder: Path, size: int, fixed: Figures) -> Figures:
    say(f"{size:,} pages: corpus and floor")
    house = Warehouse(folder, size)
    figures = {"bytes": float(house.bytes), "floor": house.floor()}
    say("everything, cold")
    cold = house.bring_in("first")
    figures |= _of_cold(cold, fixed) | _sizes(house)
    command = [FILMHOUSE, "run", "--home", str(house.settings.home), "--inbox"]
    first = str(folder / "first")
    spent([*command, first])
    figures["nothing new"] = statistics.median(spent([*command, first]).cpu for _ in range(ROUNDS))
    say("one page, one percent")
    pages = [house.bring_in(f"page {number}") for number in range(ROUNDS)]
    figures |= _of_increments(house, pages, fixed)
    percent = house.bring_in("percent")
    figures |= {"percent": total(percent)} | {f"percent {n}": one.cpu for n, one in percent.items()}
    figures |= {f"? {name}": ms for name, ms in analysts.milliseconds(house.database).items()}
    figures |= fixed
    if size == 10_000 or size == max(SIZES):
        say("rivals")
        figures |= rivals_beside.measure(house, cold, is_whole=size == 10_000)
    return figures


def _of_cold(cold: dict[str, Spent], fixed: Figures) -> Figures:
    return {
        **{f"cold {name}": spent.cpu for name, spent in cold.items()},
        "cold": total(cold),
        "cold work": total(cold, WORK) - fixed["full"],
        "worker peak": cold["parse"].peak,
        "build peak": cold["build"].peak,
    }


def _of_increments(house: Warehouse, pages: list[dict[str, Spent]], fixed: Figures) -> Figures:
    copy = statistics.median(_copy(house) for _ in range(ROUNDS))
    work = statistics.median(total(page, WORK) - fixed["increment"] for page in pages)
    stages = {f"page {n}": statistics.median(page[n].cpu for page in pages) for n in pages[0]}
    return {"one page": work, "copy": copy, "one page without copy": work - copy} | stages


def _copy(house: Warehouse) -> float:
    """Give the CPU seconds of copying what a build begins with."""
    code = (
        "import sys, pathlib; from flows.candidate import copy; "
        "[copy(pathlib.Path(p), pathlib.Path(sys.argv[1])) for p in sys.argv[2:]]"
    )
    files = [str(house.database), *map(str, house.settings.intermediate.glob("*/*.duckdb"))]
    target = house.folder / "copy"
    copied = spent([sys.executable, "-c", code, str(target), *files]).cpu
    empty = spent([sys.executable, "-c", code, str(target)]).cpu
    target.unlink()
    return copied - empty


def _sizes(house: Warehouse) -> Figures:
    return {
        "archive": house.megabytes(house.settings.packs) * 1e6 / house.bytes,
        "database": house.database.stat().st_size / house.bytes,
    }


def _growth(figures: dict[int, Figures]) -> Figures:
    """Give exponents between the sizes: 1 is linear."""
    sizes = sorted(figures)
    found = {"full": _exponent(figures, sizes[0], sizes[-1], "cold work")}
    if len(sizes) > 1:
        found["increment"] = _exponent(figures, sizes[-2], sizes[-1], "one page without copy")
    return found


def _exponent(figures: dict[int, Figures], small: int, large: int, name: str) -> float:
    if small == large:
        return math.nan
    ratio = max(figures[large][name], 1e-9) / max(figures[small][name], 1e-9)
    return math.log(ratio) / math.log(large / small)


def say(what: str) -> None:
    """Tell who waits what is measured now."""
    print(f"{datetime.now(UTC):%H:%M:%S}  {what}", flush=True)


if __name__ == "__main__":
    main()
