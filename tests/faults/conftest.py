"""What the campaigns share: prepared homes, and few files that are many enough to become one."""

from collections.abc import Iterator

import pytest

from flows import compact
from tests.faults.campaign import Campaign
from tests.faults.steps import LEAST_FILES


@pytest.fixture(scope="package")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compact, "_LEAST_FILES", LEAST_FILES)
        yield Campaign(tmp_path_factory.mktemp("faults"))
