"""kill -9, EIO and ENOSPC at each kind of call that a build makes on each kind of file.

The faults of one file come one after the other, each in the build that follows the last; behind
them all one undisturbed run must leave what it always leaves, whatever dbt finds of the others.
"""

import re
from collections.abc import Iterator

import pytest

from tests.faults.campaign import IS_FULL, NOT_DELIVERED, Campaign, Case, tally
from tests.faults.delivery import FAULTS, Call, calls_of, can_trace
from tests.faults.homes import FULL_PACKS
from tests.faults.rerun import Dbt

PARTIAL_PARSE = "warehouse/dbt/target/partial_parse.msgpack"  # written where there is none
LINKS = ("serving.duckdb", "last_build.duckdb")  # made before dbt begins
_MADE_BY_MODEL = re.compile(r"(target/(run|compiled))/.*")
Kinds = dict[str, dict[str, Call]]


def test_a_build_that_fails_before_dbt_begins_is_made_good(campaign: Campaign) -> None:
    settings = campaign.homes.lay_out("build", FULL_PACKS)
    for fault, link in zip(("ENOSPC", "KILL"), LINKS, strict=True):
        call = Call("symlink", f"warehouse/build/{link}", 1)
        served = campaign.strike(fault, call, "build", settings, is_traced=False)
        assert served == "old"
    assert campaign.run_again(settings, campaign.builder) == ()


@pytest.mark.skipif(not IS_FULL, reason="takes minutes: make fault")
@pytest.mark.skipif(not can_trace(), reason="strace is missing or may not trace: what dbt and "
                    "DuckDB write is not seen from within; apt install strace")  # fmt: skip
def test_every_kind_of_fault_in_a_build_is_made_good(campaign: Campaign) -> None:
    settings = campaign.homes.lay_out("build", FULL_PACKS)
    kinds = _kinds(calls_of("build", settings, is_traced=True))
    cases = [case for calls in kinds.values() for case in _cases(campaign, calls)]
    print(tally(f"build, {len(kinds)} kinds of file", cases))
    assert [case for case in cases if case.amiss or case.served not in ("old", NOT_DELIVERED)] == []
    delivered = [case.call for case in cases if case.served == "old"]
    assert {case.call.name for case in cases} == {call.name for call in delivered}
    assert len(delivered) > 0.9 * len(cases)  # dbt's threads may call in another order
    assert len(cases) >= 60


def _kinds(calls: list[Call]) -> Kinds:
    """Give one call in the middle for each kind of file and name of call."""
    found: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        found.setdefault((_MADE_BY_MODEL.sub(r"\1", call.path), call.name), []).append(call)
    kinds: Kinds = {}
    for (kind, name), alike in found.items():
        kinds.setdefault(kind, {})[name] = alike[len(alike) // 2]
    kinds[PARTIAL_PARSE] = {name: Call(name, PARTIAL_PARSE, 1) for name in ("openat", "write")}
    return kinds


def _cases(campaign: Campaign, calls: dict[str, Call]) -> Iterator[Case]:
    settings = campaign.homes.lay_out("build", FULL_PACKS)
    struck = []
    if PARTIAL_PARSE in {call.path for call in calls.values()}:
        (settings.home / PARTIAL_PARSE).unlink()
    for call in calls.values():
        for fault in FAULTS:
            served = campaign.strike(fault, call, "build", settings, is_traced=True)
            print(fault, *call, served, flush=True)
            struck.append((fault, call, served))
    amiss = campaign.run_again(settings, Dbt())
    yield from (Case(*one, amiss) for one in struck)
