"""kill -9, EIO and ENOSPC at every call of land, parse and publish that writes.

Behind each fault a reader sees the old generation or the new one, whole, and the next run leaves
what an undisturbed one leaves. Two calls of each step in every test run; `make fault` takes all.
"""

import pytest

from tests.faults.campaign import IS_FULL, Campaign, Case, tally
from tests.faults.delivery import can_trace
from tests.faults.homes import FULL_PACKS, SMALL_PACKS

STEPS = [
    ("land", FULL_PACKS, {"old"}),  # one pack, then all landed files become one
    ("parse", FULL_PACKS, {"old"}),  # a pack, and the tables of packs that are gone
    ("publish", FULL_PACKS, {"old", "new"}),
]
LONGER = [
    ("land", SMALL_PACKS, {"old"}),  # two packs
    ("parse", SMALL_PACKS, {"old"}),  # two packs in two processes
]


@pytest.mark.parametrize(
    ("step", "pages_per_pack", "served"), [*STEPS, *(LONGER if IS_FULL else ())]
)
def test_every_fault_leaves_a_whole_generation_and_is_made_good(
    campaign: Campaign, step: str, pages_per_pack: int, served: set[str]
) -> None:
    cases = list(campaign.cases(step, pages_per_pack, is_traced=can_trace()))
    print(tally(f"{step}, {pages_per_pack} pages a pack", cases))
    judge(cases, served)
    assert len(cases) >= (90 if IS_FULL and can_trace() else 2)


@pytest.mark.skipif(can_trace() and not IS_FULL, reason="strace shows more")
def test_faults_from_within_python(campaign: Campaign) -> None:
    """The means of machines without strace."""
    cases = list(campaign.cases("publish", FULL_PACKS, is_traced=False))
    print(tally("publish, from within", cases))
    judge(cases, {"old", "new"})


def judge(cases: list[Case], served: set[str]) -> None:
    assert [case for case in cases if case.amiss or case.served not in served] == []
    assert {case.served for case in cases} == served
