"""Six runs at once: one publishes, the others say who holds the warehouse and leave no trace.

Fifteen times in `make fault` and once with the command as users call it; once in a test run.
"""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import journal
from flows.generation import generation_id, serving_id
from flows.settings import Settings
from tests.faults.campaign import IS_FULL
from tests.faults.homes import FULL_PACKS
from tests.faults.steps import settings_of
from tests.faults.test_readers import start
from tests.warehouses import SAMPLE

RUNS, ROUNDS = 6, 15 if IS_FULL else 1


def ended(runs: list["subprocess.Popen[str]"], count: int) -> list["subprocess.Popen[str]"]:
    """Wait until so many runs have ended, and give those."""
    while sum(run.poll() is not None for run in runs) < count:
        time.sleep(0.01)
    return [run for run in runs if run.poll() is not None]


def judge(runs: list["subprocess.Popen[str]"], refused: list["subprocess.Popen[str]"]) -> None:
    """One published; the others named it while it ran."""
    told = {run.pid: (*run.communicate(), run.returncode) for run in runs}
    (winner,) = (run.pid for run in runs if run not in refused)
    *said, code = told.pop(winner)
    assert code == 0, said
    for _, err, code in told.values():
        assert code == 3, err
        assert re.search(rf"process {winner}, since 20\d\d-\d\d-\d\d .* UTC", err), err


def round_of(settings: Settings, number: int) -> None:
    (settings.inboxes[0] / f"{number}.txt").write_text(f"Film {number}\n")
    go = settings.home / f"go-{number}"
    runs = [start("contender", settings.home, go) for _ in range(RUNS)]
    try:
        refused = ended(runs, RUNS - 1)
    finally:
        go.touch()
    judge(runs, refused)
    assert serving_id(settings) == generation_id(settings)


@pytest.mark.timeout(600)
def test_of_six_runs_at_once_one_publishes(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "home", FULL_PACKS)
    settings.inboxes[0].mkdir(parents=True)
    names = set()
    for number in range(ROUNDS):
        round_of(settings, number)
        names.add(serving_id(settings))
    assert len(names) == ROUNDS
    outcomes = journal._runs(settings, last=99)["outcome"].to_list()
    assert outcomes == ["published"] * ROUNDS
    print(f"{RUNS} runs at once, {ROUNDS} times: {ROUNDS} published, {ROUNDS * 5} refused")


@pytest.mark.skipif(not IS_FULL, reason="takes a minute: make fault")
def test_of_six_commands_at_once_one_publishes(tmp_path: Path) -> None:
    settings = Settings(tmp_path, (SAMPLE,))
    command = [str(Path(sys.executable).with_name("filmhouse")), "run"]
    command += ["--home", str(tmp_path), "--inbox", str(SAMPLE)]
    pipe = subprocess.PIPE
    runs = [
        subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True)
        for _ in range(RUNS)
    ]
    judge(runs, ended(runs, RUNS - 1))
    assert serving_id(settings) == generation_id(settings)
