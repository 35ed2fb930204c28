"""The flow as Prefect sees it: runs, tasks, artifacts; a tick that is skipped, one that fails."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flows.lock import lock
from flows.settings import Settings
from flows.steps import STEPS
from tests.warehouses import Sample, write_changed_pages

TICK = """
import sys
from flows.pipeline import film_pages_on_schedule
state = film_pages_on_schedule(sys.argv[1], sys.argv[2:], return_state=True)
print(state.type.value, state.name, sep="|")
"""


def tick(settings: Settings) -> str:
    command = [sys.executable, "-c", TICK, str(settings.home), *map(str, settings.inboxes)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout


def test_a_tick_that_meets_the_lock_is_skipped(sample: Sample) -> None:
    with lock(sample.settings):
        printed = tick(sample.settings).splitlines()
    assert printed[0].endswith("UTC  skipped: another run holds this warehouse")
    assert printed[-1] == "COMPLETED|Skipped"


def test_a_failed_audit_is_a_failed_flow_run(sample: Sample, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample.settings.home, home, symlinks=True)
    printed = tick(Settings(home, (write_changed_pages(tmp_path),))).splitlines()
    assert printed[0].endswith("UTC  failed")
    assert any(line.startswith("critical: pages_without_defects") for line in printed)
    assert printed[-1] == "FAILED|Failed"


FAULT = """
import sys
from flows import steps
real, error, faults = steps.STEPS[1], {error}, []

def parse(run):
    if not faults:
        faults.append(1)
        raise error
    return real.carry_out(run)

steps.STEPS = (steps.LAND, real._replace(carry_out=parse))
"""


@pytest.mark.parametrize(
    ("error", "state"),
    [("BlockingIOError(11, 'busy')", "COMPLETED"), ("PermissionError(13, 'denied')", "FAILED")],
)
@pytest.mark.usefixtures("prefect_home")
def test_only_a_transient_error_is_tried_again(
    error: str, state: str, settings: Settings, page: Callable[..., bytes]
) -> None:
    page("One", settings.inboxes[0] / "one.txt")
    code = FAULT.replace("{error}", error) + TICK
    command = [sys.executable, "-c", code, str(settings.home), str(settings.inboxes[0])]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1].startswith(state), done.stdout + done.stderr


@pytest.mark.usefixtures("sample")
def test_a_run_is_a_flow_run_with_a_task_a_step(prefect_home: Path) -> None:
    with closing(sqlite3.connect(prefect_home / "prefect.db")) as database:
        (run,) = database.execute(
            "select flow_run.id, state_name from flow_run inner join flow on flow.id = flow_id "
            "where flow.name = 'film-pages'"
        ).fetchall()
        tasks = database.execute(
            "select name, state_name from task_run where flow_run_id = ?", run[:1]
        ).fetchall()
        artifacts = database.execute(
            "select data from artifact where flow_run_id = ?", run[:1]
        ).fetchall()
    assert run[1] == "Completed"
    assert len(tasks) == len(STEPS) - 1  # the landing comes before Prefect
    assert {state for _, state in tasks} == {"Completed"}
    counts = [json.loads(json.loads(data)) for (data,) in artifacts]
    assert [one[0]["outcome"] for one in counts] == ["published"]


@pytest.mark.usefixtures("prefect_home")
@pytest.mark.parametrize("cron", ["every day", "61 * * * *"])
def test_a_cron_that_is_none_is_told(cron: str, sample: Sample) -> None:
    command = [str(Path(sys.executable).with_name("filmhouse")), "schedule"]
    done = subprocess.run(
        [*command, *sample.options],
        capture_output=True,
        text=True,
        env={**os.environ, "FILMHOUSE_CRON": cron},
    )
    assert done.returncode == 2
    assert "no cron line" in done.stderr
