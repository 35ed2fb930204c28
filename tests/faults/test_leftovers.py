"""What a killed run leaves behind is swept when the next one starts."""

import pytest

from flows import run
from flows.settings import Settings
from flows.steps import LAND, Run, do
from flows.store import TEMPORARY
from tests.faults.campaign import IS_FULL, Campaign
from tests.faults.delivery import Call, deliver
from tests.faults.homes import FULL_PACKS
from tests.faults.steps import PID, RUN_KEY

LEFT = [
    ("land", f"raw/landed/packs/.tmp-{PID}-new"),
    ("land", f"raw/landed/observations/.tmp-{PID}-new"),
    ("land", f"warehouse/journal/run/.tmp-{PID}-{RUN_KEY}"),
    ("publish", f"warehouse/journal/check/.tmp-{PID}-{RUN_KEY}"),
    ("publish", f"warehouse/.tmp-{PID}-current"),
]


def leftovers(settings: Settings) -> list[str]:
    found = settings.home.rglob(f"{TEMPORARY}*")
    return [str(path.relative_to(settings.home)) for path in found]


@pytest.mark.parametrize(("step", "path"), LEFT if IS_FULL else LEFT[-1:])
def test_a_killed_run_is_swept_up_at_the_next_start(
    campaign: Campaign, step: str, path: str
) -> None:
    settings = campaign.homes.lay_out(step, FULL_PACKS)
    assert deliver("KILL", Call("rename", path, 1), step, settings, is_traced=False)
    assert leftovers(settings) == [path]
    seen: list[list[str]] = []

    def land_and_look(this: Run) -> None:  # the landing sweeps the raw pages' folders
        do(LAND, this)
        seen.append(leftovers(settings))

    run.run(settings, lambda _this: None, land_and_look)
    assert seen == [[]]
    assert leftovers(settings) == []
