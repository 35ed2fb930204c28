"""Readers during publishes, killed ones among them: no error, no mixture, never backwards.

Sixteen readers and sixty publishes in `make fault`, a few in every test run.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from flows.generation import serving_id
from flows.settings import PROJECT, Settings
from tests.faults.campaign import IS_FULL
from tests.faults.publisher import publish_number
from tests.faults.steps import PID

READERS, PUBLISHES, QUERIES = (16, 60, 10_000) if IS_FULL else (2, 2, 16)
ALIVE = 2 if IS_FULL else 1  # publishes between two killed ones
FATAL = [
    ("chmod", "warehouse/build/candidate.duckdb"),
    ("rename", "warehouse/build/candidate.duckdb"),
    ("symlink", f"warehouse/.tmp-{PID}-current"),
    ("rename", f"warehouse/.tmp-{PID}-current"),
    ("fsync", "warehouse"),
]
HAS_FLIPPED = ("fsync", "warehouse")


def start(module: str, *words: object) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", f"tests.faults.{module}", *map(str, words)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=pipe, stderr=pipe, text=True)


def publish_some(settings: Settings, first: int, fatal: tuple[str, str]) -> int:
    """Publish, and be killed in the last; give the first one that does not serve."""
    last = first + ALIVE
    with start("publisher", settings.home, first, last + 1, *fatal) as publisher:
        out, err = publisher.communicate()
    assert (publisher.returncode, out) == (-9, "delivered\n"), err
    serving = last if fatal == HAS_FLIPPED else last - 1
    assert serving_id(settings) == f"{serving:04}"
    return serving + 1


def publish_all(settings: Settings) -> int:
    """Publish one after the other; give how many publishers were killed."""
    number, killed = 1, 0
    while number <= PUBLISHES:
        number = publish_some(settings, number, FATAL[killed % len(FATAL)])
        killed += 1
    return killed


def test_readers_see_whole_generations_in_their_order(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home", (), workers=1)
    publish_number(settings, 0)
    readers = [start("reader", settings.home) for _ in range(READERS)]
    for reader in readers:
        assert reader.stdout
        assert reader.stdout.readline() == "ready\n"
    try:
        killed = publish_all(settings)
    finally:
        (settings.home / "stop").touch()
        told = [(*reader.communicate(), reader.returncode) for reader in readers]
    counts: Counter[str] = Counter()
    for out, err, code in told:
        assert code == 0, err
        counts.update(json.loads(out))
    print(f"readers: {READERS}, publishers killed: {killed}, {dict(counts)}")
    assert [counts[name] for name in ("errors", "mixed", "backwards")] == [0, 0, 0], told
    assert counts["queries"] >= QUERIES
    assert counts["generations"] >= 2 * READERS  # each saw the first and a later one
