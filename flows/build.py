"""Run dbt on the landed and parsed pages: a private candidate, never the serving generation.

dbt runs in a process of its own, so that none of its locks outlives it; what it says goes to
its log, and a failure is told in our words.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows import candidate
from flows.errors import BuildFailed, WrongUsage
from flows.generation import DBT
from flows.questions import check_questions
from flows.settings import Settings

_ANEW = "`filmhouse run --full-refresh` makes all rows anew, and needs none of the old tables."


@dataclass(frozen=True)
class BuildOutcome:
    """What dbt did: models built, data tests passed, and why all rows were made anew if so."""

    models_built: int
    tests_passed: int
    made_anew: str | None


def build(settings: Settings, *, full_refresh: bool = False) -> BuildOutcome:
    """Build the candidate and test it: what is new on top of what serves, or everything anew.

    Raises:
        BuildFailed: a model could not be built, a data test failed, or a question of the
            dashboards asks for what the tables no longer have.

    """
    for folder in (settings.build, settings.spill):
        shutil.rmtree(folder, ignore_errors=True)
    settings.build.mkdir(parents=True)
    made_anew = candidate.begin(settings, full_refresh=full_refresh)
    left_out = (f"--exclude-resource-type={kind}" for kind in ("unit_test", "exposure"))
    done = run_dbt(settings, "build", *left_out, is_increment=made_anew is None)
    results = _results(settings)
    failed = [one for one in results if one["status"] not in ("success", "pass")]
    if done.returncode or failed:
        message = _explain(settings, "build the candidate", failed)
        raise BuildFailed(message if made_anew else f"{message}\n{_ANEW}")
    shutil.rmtree(settings.spill, ignore_errors=True)
    check_questions(settings, settings.candidate)
    kinds = [str(one["unique_id"]).split(".", 1)[0] for one in results]
    return BuildOutcome(kinds.count("model"), kinds.count("test"), made_anew)


def document(settings: Settings) -> Path:
    """Make dbt's documentation of the serving generation's tables and give its page.

    Raises:
        BuildFailed: dbt could not make it.
        WrongUsage: nothing was published yet.

    """
    if not settings.current.exists():
        raise WrongUsage("Nothing is published yet. Run `filmhouse run` first.")
    settings.build.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(settings.current, settings.candidate)
    done = run_dbt(settings, "docs", "generate", "--static")
    shutil.rmtree(settings.build)
    if done.returncode:
        raise BuildFailed(_explain(settings, "make the documentation", []))
    return settings.warehouse / "dbt" / "target" / "static_index.html"


def run_dbt(
    settings: Settings, *arguments: str, is_increment: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run a dbt command on this warehouse's project, with everything it writes under home."""
    candidate.lay_out_empty(settings)
    target = settings.warehouse / "dbt"
    target.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-P", "-m", "flows.dbt_process", "--quiet", "--no-use-colors"),
        *("--log-path", str(target), "--log-level-file", "none"),  # its output is the log
        *arguments,
        *("--project-dir", str(DBT), "--profiles-dir", str(DBT)),
        *("--target-path", str(target / "target")),
    ]
    (target / "target" / "run_results.json").unlink(missing_ok=True)
    with (target / "dbt.log").open("wb") as log:
        return subprocess.run(
            command,
            env={**_environment(settings), "FILMHOUSE_INCREMENT": "yes" if is_increment else ""},
            stdout=log,
            stderr=log,
            check=False,
            close_fds=False,  # it holds the run's lock as long as it writes
        )


def _environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "DO_NOT_TRACK": "1",
        "FILMHOUSE_CANDIDATE": str(settings.candidate),
        "FILMHOUSE_SCRATCH": str(settings.scratch),
        "FILMHOUSE_SERVING": str(settings.serving),
        "FILMHOUSE_LAST_BUILD": str(settings.last_build),
        "FILMHOUSE_SPILL": str(settings.spill),
        "FILMHOUSE_SPILL_LIMIT": settings.duckdb_config["max_temp_directory_size"],
        "FILMHOUSE_PARSED": str(settings.parsed),
        "FILMHOUSE_OBSERVATIONS": str(settings.observations),
        "FILMHOUSE_JOURNAL": str(settings.journal),
        "FILMHOUSE_MEMORY_LIMIT": settings.memory_limit,
    }


def _results(settings: Settings) -> list[dict[str, Any]]:
    path = settings.warehouse / "dbt" / "target" / "run_results.json"
    if not path.exists():
        return []
    results: list[dict[str, Any]] = json.loads(path.read_bytes())["results"]
    return results


def _explain(settings: Settings, task: str, failed: list[dict[str, Any]]) -> str:
    """Say which models and tests failed; page text that dbt may quote stays in its log."""
    names = [f"  {one['unique_id']}: {one['status']}" for one in failed[:10]]
    log = settings.warehouse / "dbt" / "dbt.log"
    head = f"dbt could not {task}; the last good generation still serves."
    return "\n".join([head, *names, f"This is a bug of Filmhouse. What dbt said: {log}"])
