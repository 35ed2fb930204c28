"""One fault after another: what a reader sees behind each, and what the next run makes of it."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from flows.errors import FilmhouseError
from flows.settings import Settings
from tests.faults.delivery import FAULTS, Call, calls_of, can_trace, deliver
from tests.faults.homes import FULL_PACKS, Homes
from tests.faults.outcome import Contents, contents, seen_by_a_reader, tables_without_pack
from tests.faults.rerun import Builder, Memory, StandIn, rerun, unfinished_runs

IS_FULL = os.environ.get("FAULTS") == "all"
NOT_DELIVERED = "not delivered"
_ATTEMPTS = 24


class Case(NamedTuple):
    """A fault at a call, who served behind it, and what is wrong with the rerun."""

    fault: str
    call: Call
    served: str
    amiss: tuple[str, ...]


class Campaign:
    """Faults in the steps of one run over the same pages, and the run without any."""

    def __init__(self, folder: Path) -> None:
        self.builder: Builder = Memory(folder / "memory") if IS_FULL else StandIn()
        self.homes = Homes(folder, self.builder)
        settings = self.homes.lay_out("land", FULL_PACKS)
        self.old = seen_by_a_reader(settings)
        rerun(settings, self.builder)
        self.expected: Contents = contents(settings)

    def cases(self, step: str, pages_per_pack: int, *, is_traced: bool) -> Iterator[Case]:
        """Deliver one fault a home, and run again behind each."""
        settings = self.homes.lay_out(step, pages_per_pack)
        is_all = IS_FULL and is_traced == can_trace()
        calls = calls_of(step, settings, is_traced=is_traced)
        if is_all:  # what one run in many writes would hardly ever be there to fail
            again = calls_of(step, self.homes.lay_out(step, pages_per_pack), is_traced=is_traced)
            calls = [call for call in calls if call in again]
        for fault, call in _chosen(calls, is_all):
            for _ in range(_ATTEMPTS):  # DuckDB checkpoints once more or less
                settings = self.homes.lay_out(step, pages_per_pack)
                served = self.strike(fault, call, step, settings, is_traced=is_traced)
                if served != NOT_DELIVERED:
                    break
            yield Case(fault, call, served, self.run_again(settings, self.builder))

    def strike(
        self, fault: str, call: Call, step: str, settings: Settings, *, is_traced: bool
    ) -> str:
        """Carry out a step with a fault; say which generation a reader sees then, whole."""
        if not deliver(fault, call, step, settings, is_traced=is_traced):
            return NOT_DELIVERED
        generations = {"old": self.old, "new": self.expected.tables}
        try:
            seen = seen_by_a_reader(settings)
        except (OSError, duckdb.Error) as error:
            return repr(error)
        return next((name for name, tables in generations.items() if tables == seen), "neither")

    def run_again(self, settings: Settings, builder: Builder) -> tuple[str, ...]:
        """Run plainly behind a fault; name what is otherwise than without any."""
        try:
            rerun(settings, builder)
            return self._amiss(settings)
        except (FilmhouseError, OSError) as error:
            return (repr(error),)

    def _amiss(self, settings: Settings) -> tuple[str, ...]:
        found = contents(settings)
        names = [name for name in Contents._fields
                 if getattr(found, name) != getattr(self.expected, name)]  # fmt: skip
        names += [f"file {one}" for one in found.files ^ self.expected.files]
        names += ["tables without pack"] if tables_without_pack(settings) else []
        return (*names, *(["unfinished runs"] if unfinished_runs(settings) else []))


def _chosen(calls: list[Call], is_all: bool) -> list[tuple[str, Call]]:
    """Give every fault at every call; in a quick sample one on the way, and one at the end.

    A folder that is there already may fail to be made: no step stops at that.
    """
    if is_all:
        return [(fault, call) for call in calls for fault in FAULTS]
    telling = [call for call in calls if not call.name.startswith("mkdir")]
    return [("ENOSPC", telling[len(telling) // 3]), ("KILL", calls[-1])]


def tally(title: str, cases: list[Case]) -> str:
    """Say how many faults of each kind came through, and what they left."""
    lines = []
    for fault in FAULTS:
        served = Counter(case.served for case in cases if case.fault == fault)
        fine = sum(not case.amiss for case in cases if case.fault == fault)
        lines.append(
            f"{title}, {fault}: {served['old'] + served['new']} delivered, "
            f"{served['old']} old kept, {served['new']} new served, {fine} converged"
        )
    lines += [str(case) for case in cases if case.amiss or case.served not in ("old", "new")]
    return "\n".join(lines)
