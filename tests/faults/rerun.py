"""A plain run, without Prefect and Great Expectations, and with few dbt builds or none."""

import shutil
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from flows import candidate, journal, run
from flows.build import BuildOutcome, build
from flows.settings import Settings
from flows.steps import STEPS, Run, do
from tests.faults.outcome import build_state

CHECKS = ("check pages", "check tables")


class Builder(Protocol):
    """What makes a candidate in a campaign, and the steps that are not carried out on it."""

    @property
    def skips(self) -> tuple[str, ...]: ...

    def build(self, settings: Settings) -> BuildOutcome: ...


class Dbt:
    """The build as it is."""

    skips: tuple[str, ...] = CHECKS

    def build(self, settings: Settings) -> BuildOutcome:
        return build(settings)


class Memory:
    """dbt, run once for each distinct state that a build begins with.

    Where the same state comes again, what dbt made of it is put in place.
    """

    skips: tuple[str, ...] = CHECKS

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outcomes: dict[str, BuildOutcome] = {}

    def build(self, settings: Settings) -> BuildOutcome:
        state = build_state(settings)
        kept = self.folder / state
        if state not in self.outcomes:
            self.outcomes[state] = build(settings)
            kept.mkdir(parents=True)
            for path in (settings.candidate, settings.scratch):
                candidate.copy(path, kept / path.name)
            return self.outcomes[state]
        shutil.rmtree(settings.build, ignore_errors=True)
        settings.build.mkdir(parents=True)
        assert candidate.begin(settings, full_refresh=False) == self.outcomes[state].made_anew
        for path in (settings.candidate, settings.scratch):
            candidate.copy(kept / path.name, path)
        return self.outcomes[state]


class StandIn:
    """A few tables in dbt's place, made of the same observations and parsed tables."""

    skips: tuple[str, ...] = (*CHECKS, "check quotes")

    def build(self, settings: Settings) -> BuildOutcome:
        shutil.rmtree(settings.build, ignore_errors=True)
        settings.build.mkdir(parents=True)
        tables = {
            "fact_observation": settings.observations / "*.parquet",
            "dim_page": settings.parsed / "pages" / "*.parquet",
            "fact_review": settings.parsed / "reviews" / "*.parquet",
            "fact_run": settings.journal / "run" / "*.parquet",
            "fact_check": settings.journal / "check" / "*.parquet",
        }
        for path in (settings.candidate, settings.scratch):
            with duckdb.connect(str(path)) as database:
                for name, files in tables.items():
                    database.execute(
                        f"create table {name} as select * from read_parquet('{files}')"
                    )
        return BuildOutcome(len(tables), 0, None)


def rerun(settings: Settings, builder: Builder) -> Run:
    """Run to a published generation, or find that nothing is new."""

    def carry_out(this: Run) -> None:
        journal.write_checks(this.settings, this.record.run_key, ())
        for step in STEPS[1:]:
            if step.name == "build":
                this.outcomes["build"] = builder.build(this.settings)
            elif step.name not in builder.skips:
                do(step, this)

    return run.run(settings, carry_out)


def unfinished_runs(settings: Settings) -> int:
    """Count the runs of which nobody has said how they ended."""
    runs = pl.read_parquet(settings.journal / "run" / "*.parquet")
    return runs.filter(outcome="running").height
