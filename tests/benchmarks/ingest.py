"""What land and parse cost beside the floor, at two sizes: ratios of one run (`make bench`).

The floor reads every file, hashes it and packs it with zstd level 3. CPU seconds of each stage
in a process of its own, the start of the interpreter and its imports apart. The packs are parsed
by one process as each worker of the pool does it, so that its CPU and its peak memory are seen.
"""

import hashlib
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import zstandard

from tests.benchmarks.corpus import write_corpus

SIZES = (1_000, 10_000)
ROUNDS = 3


def main() -> None:
    """Print the figures of every size."""
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, {ROUNDS} rounds")
    print(f"{'pages':>8} {'MB':>7} {'floor s':>8} {'land s':>8} {'parse s':>8} "
          f"{'ratio':>6} {'worker MB':>10}")  # fmt: skip
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), size)


def _measure(folder: Path, size: int) -> None:
    inbox = folder / "inbox"
    megabytes = write_corpus(inbox, size) / 1e6
    rounds = [_round(folder / f"home{n}", inbox) for n in range(ROUNDS)]
    floor, land, parse, memory = (statistics.median(one) for one in zip(*rounds, strict=True))
    print(f"{size:>8,} {megabytes:>7.1f} {floor:>8.2f} {land:>8.2f} {parse:>8.2f} "
          f"{(land + parse) / floor:>6.2f} {memory:>10.0f}")  # fmt: skip


def _round(home: Path, inbox: Path) -> tuple[float, float, float, float]:
    floor = _in_a_process("floor", home, inbox)
    land = _in_a_process("land", home, inbox)
    parse = _in_a_process("parse", home, inbox)
    return floor[0], land[0], parse[0], parse[1]


def _in_a_process(stage: str, home: Path, inbox: Path) -> tuple[float, float]:
    """Give CPU seconds of a stage, start of the interpreter apart, and its peak MB."""
    command = [sys.executable, "-m", "tests.benchmarks.ingest", stage, str(home), str(inbox)]
    cpu, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(cpu), float(memory)


def _stage(stage: str, home: Path, inbox: Path) -> None:
    from flows.land import land
    from flows.parse import parse_pack
    from flows.settings import Settings

    settings = Settings(home, (inbox,))
    stages: dict[str, Callable[[], object]] = {
        "floor": lambda: _floor(inbox),
        "land": lambda: land(settings),
        "parse": lambda: [
            parse_pack(pack, settings.parsed) for pack in sorted(settings.packs.iterdir())
        ],
    }
    before = time.process_time()
    stages[stage]()
    after = time.process_time()
    print(after - before, _peak_megabytes())


def _floor(inbox: Path) -> int:
    compressor, total = zstandard.ZstdCompressor(level=3), 0
    for folder, _, names in os.walk(inbox):
        for name in names:
            with open(f"{folder}/{name}", "rb", buffering=0) as file:
                raw = file.read()
            hashlib.sha256(raw).hexdigest()
            total += len(compressor.compress(raw))
    return total


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _stage(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
