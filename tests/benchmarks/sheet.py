"""The figures of a benchmark as docs/benchmarks.md: each a ratio of one run."""

import os
import platform
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime

import polars as pl

from flows.settings import PROJECT

Figures = dict[str, float]
Ratio = tuple[str, str, str, Callable[[Figures], float]]
SHEET = PROJECT / "docs" / "benchmarks.md"

RATIOS: tuple[Ratio, ...] = (
    ("land and parse, with spans and the proof ÷ floor", "≤ 2.6", "{:.2f}",
     lambda f: (f["cold land"] + f["cold parse"]) / f["floor"]),
    ("whole cold run without orchestration ÷ floor", "≤ 4.5", "{:.1f}",
     lambda f: f["cold work"] / f["floor"]),
    ("+ 1 % of pages ÷ full run, orchestration included", "≤ 5 %", "{:.1%}",
     lambda f: f["percent"] / f["cold"]),
    ("one page more, without orchestration, CPU s", "≤ 0.5", "{:.2f}",
     lambda f: f["one page"]),
    ("of that the copy of the files, CPU s", "", "{:.2f}", lambda f: f["copy"]),
    ("peak memory of a worker that parses, MB", "≤ 300", "{:.0f}", lambda f: f["worker peak"]),
    ("peak memory of the build, MB", "", "{:.0f}", lambda f: f["build peak"]),
    ("one page through Prefect, dbt and GX ÷ their bare imports", "≤ 2.0", "{:.2f}",
     lambda f: f["command"] / f["imports"]),
    ("run with nothing new ÷ full run", "≤ 2 %", "{:.2%}",
     lambda f: f["nothing new"] / f["cold"]),
    ("raw archive ÷ raw bytes", "≤ 0.36", "{:.2f}", lambda f: f["archive"]),
    ("database ÷ raw bytes", "≤ 0.8", "{:.2f}", lambda f: f["database"]),
)  # fmt: skip
RIVALS: tuple[Ratio, ...] = (
    ("pandas and SQLite ÷ ours, cold", "≥ 0.7", "{:.2f}", lambda f: f["pandas"] / f["ours"]),
    ("peak memory, ours ÷ pandas", "≤ 0.33", "{:.2f}",
     lambda f: f["ours peak"] / f["pandas peak"]),
    ("INSERT page by page ÷ ours, cold", "≥ 15", "{:.2f}", lambda f: f["naive"] / f["ours"]),
    ("pandas and SQLite again for + 1 % ÷ our increment", "≥ 10", "{:.2f}",
     lambda f: f["pandas again"] / f["percent"]),
)  # fmt: skip


def write(figures: dict[int, Figures], growth: Figures, machine: str) -> None:
    """Write the sheet of a whole benchmark."""
    sizes = sorted(figures)
    parts = [
        _HEAD.format(machine=machine),
        _table("ratio", sizes, figures, RATIOS),
        _growth(figures, growth),
        "\n## Beside what one would write instead\n",
        _RIVALS,
        _table("ratio", sizes, figures, RIVALS),
        "\n## CPU seconds of the stages, cold\n",
        _stages(sizes, figures, "cold"),
        "\n## CPU seconds of the stages, one page more\n",
        _stages(sizes, figures, "page"),
        "\n## CPU seconds of the stages, one percent more\n",
        _stages(sizes, figures, "percent"),
        "\n## Questions of analysts\n\nMilliseconds, the median of five, on the published file.\n",
        _questions(sizes, figures),
    ]
    SHEET.write_text("\n".join(parts) + "\n", "utf-8")


_HEAD = """# Benchmarks

Written by `make bench` ({machine}).

Every figure is of one run: CPU seconds of user and system, each stage in a process of its own,
medians of three where a stage can be repeated. The pages are generated
(`tests/benchmarks/corpus.py`): about 17.7 KB each, with 10 credits, 20 related films and 8 reviews.
The floor reads every file, hashes it (sha256) and packs it (zstd 3). *Orchestration* is what dbt
costs where one page is brought in beside one other; Prefect and the checks of Great Expectations
are left out where a line says so. Targets are for 100,000 pages, of rivals for 10,000.
"""
_RIVALS = """A script of pandas and SQLite that makes everything anew, and a loader that inserts row
by row, with the same reader (`tests/benchmarks/rivals`). Neither keeps an archive, spans or
history, and neither checks anything; their rows are ours as far as they go, which the benchmark
asserts.
"""


def _table(
    title: str, sizes: list[int], figures: dict[int, Figures], ratios: tuple[Ratio, ...]
) -> str:
    rows = [row(title, "target", *(f"{size:,} pages" for size in sizes)),
            row("---", "---", *("---:" for _ in sizes))]  # fmt: skip
    for name, target, form, ratio in ratios:
        rows.append(row(name, target, *(_cell(figures[size], form, ratio) for size in sizes)))
    return "\n".join(rows)


def _cell(figures: Figures, form: str, ratio: Callable[[Figures], float]) -> str:
    try:
        return form.format(ratio(figures))
    except KeyError:
        return "–"  # not measured at this size


def _growth(figures: dict[int, Figures], growth: Figures) -> str:
    sizes = sorted(figures)
    small, large = figures[sizes[0]], figures[sizes[-1]]
    lines = [
        "",
        f"- Growth exponent of the full run, {sizes[0]:,} → {sizes[-1]:,} pages, without "
        f"orchestration: {growth['full']:.2f} (target ≤ 1.05)",
    ]
    if "increment" in growth:
        lines.append(
            f"- Exponent of one page more in the stored size, {sizes[-2]:,} → {sizes[-1]:,}, "
            f"without the copy: {growth['increment']:.2f} (target ≤ 0.25)"
        )
    ratio = large["worker peak"] / small["worker peak"]
    lines.append(
        f"- Peak memory of a worker, {sizes[-1]:,} ÷ {sizes[0]:,} pages: {ratio:.2f} (target ≤ 1.2)"
    )
    return "\n".join(lines)


def _stages(sizes: list[int], figures: dict[int, Figures], run: str) -> str:
    names = [name for name in figures[sizes[0]] if name.startswith(f"{run} ")]
    names = ["floor", *names] if run == "cold" else names
    rows = [row("stage", *(f"{size:,} pages" for size in sizes)),
            row("---", *("---:" for _ in sizes))]  # fmt: skip
    for name in names:
        title = name.removeprefix(f"{run} ")
        title = "all but orchestration and checks" if title == "work" else title
        rows.append(row(title, *(f"{figures[size][name]:.1f}" for size in sizes)))
    return "\n".join(rows)


def _questions(sizes: list[int], figures: dict[int, Figures]) -> str:
    rows = [row("question", *(f"{size:,} pages" for size in sizes)),
            row("---", *("---:" for _ in sizes))]  # fmt: skip
    for name in (name for name in figures[sizes[0]] if name.startswith("? ")):
        cells = (f"{figures[size][name]:.1f}" for size in sizes)
        rows.append(row(name.removeprefix("? "), *cells))
    return "\n".join(rows)


def row(*cells: str) -> str:
    """Give a row of a table."""
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """Say when and on what is measured, and which commit."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    commit = subprocess.run(
        ["git", "-C", str(PROJECT), "rev-parse", "--short", "HEAD"],
        capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {cores} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, Polars {pl.__version__}, commit {commit}"
    )
