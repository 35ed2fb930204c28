"""Killed, and killed again in the recovery: the run behind both leaves what it always leaves.

Every third call of a step, and a random one of the same step in the next run; `make fault`.
"""

import random
from collections import Counter

import pytest

from tests.faults.campaign import IS_FULL, NOT_DELIVERED, Campaign
from tests.faults.delivery import Call, calls_of, can_trace
from tests.faults.homes import FULL_PACKS

APART = 3
pytestmark = [
    pytest.mark.skipif(not IS_FULL, reason="takes minutes: make fault"),
    pytest.mark.skipif(not can_trace(), reason="needs strace: apt install strace"),
]


@pytest.mark.parametrize("step", ["land", "parse", "publish"])
def test_two_kills_are_made_good(campaign: Campaign, step: str) -> None:
    settings = campaign.homes.lay_out(step, FULL_PACKS)
    calls = calls_of(step, settings, is_traced=True)
    random_ = random.Random(step)
    pairs = [(call, random_.choice(calls)) for call in calls[::APART]]
    found = [(pair, *_killed_twice(campaign, step, *pair)) for pair in pairs]
    served = Counter(one for _, _, seen in found for one in seen)
    print(f"{step}, killed twice: {len(pairs)} pairs, {dict(served)}")
    assert [one for one in found if one[1]] == []
    assert set(served) - {NOT_DELIVERED} == ({"old", "new"} if step == "publish" else {"old"})
    assert served[NOT_DELIVERED] < len(pairs)


def _killed_twice(
    campaign: Campaign, step: str, first: Call, second: Call
) -> tuple[tuple[str, ...], list[str]]:
    """Give what is amiss behind both, and who served behind each."""
    settings = campaign.homes.lay_out(step, FULL_PACKS)
    seen = [campaign.strike("KILL", first, step, settings, is_traced=True)]
    if step == "publish" and seen == ["old"]:
        campaign.builder.build(settings)
    seen.append(campaign.strike("KILL", second, step, settings, is_traced=True))
    return campaign.run_again(settings, campaign.builder), seen
