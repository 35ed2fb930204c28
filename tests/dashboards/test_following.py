"""An open tab follows what is published, and says what failed."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.errors import AuditFailed
from flows.run import run
from flows.settings import Settings
from tests.conftest import Page
from tests.dashboards.browser import served, thorough
from tests.dashboards.conftest import Visits
from tests.warehouses import write_changed_pages

WITHIN = 30_000  # milliseconds between a publish and what an open tab shows


@thorough
def test_a_publish_under_an_open_tab_refreshes_it(
    settings: Settings, inbox: Path, page: Page, visit: Visits
) -> None:
    page("Amadeus", inbox / "2024-03-04" / "amadeus.txt")
    with served(settings.home) as address:
        tab = visit(address)
        tab.page.get_by_text("Nothing is published yet").wait_for()
        run(settings)
        tab.page.locator(".fh-tile", has_text="Films").filter(has_text="1 with").wait_for(
            timeout=WITHIN
        )
        page("Ran", inbox / "2024-03-11" / "ran.txt")
        run(settings)
        tab.page.locator(".fh-tile", has_text="Films").filter(has_text="2 with").wait_for(
            timeout=WITHIN
        )
        changed = replace(settings, inboxes=(write_changed_pages(settings.home),))
        with pytest.raises(AuditFailed):
            run(changed)
        failed = tab.page.get_by_role("alert").filter(has_text="The last run failed")
        failed.wait_for(timeout=WITHIN)
        assert tab.page.locator(".fh-tile", has_text="Films").filter(has_text="2 with").count() == 1
