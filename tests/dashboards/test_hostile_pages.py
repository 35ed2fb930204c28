"""Pages with hostile text in every field: whatever they hold, readers see letters."""

from dashboards.menu import PAGES
from flows import query
from flows.settings import Settings
from tests.dashboards.browser import served, thorough
from tests.dashboards.conftest import Visits
from tests.hostile import HOSTILE


@thorough
def test_a_hostile_film_runs_nothing_and_fetches_nothing(
    hostile_home: Settings, visit: Visits
) -> None:
    with served(hostile_home.home) as address:
        tab = visit(address)
        for name in PAGES.values():
            tab.open(name)
        with query.connect(hostile_home) as database:
            films = query.ask(database, "select film_key, title from dim_film where has_page").rows
        assert len(films) == len(HOSTILE)
        for film_key, _ in films:
            tab.page.goto(f"{address}/film?film={film_key}")
            tab.settle()
            assert tab.page.get_by_test_id("stException").count() == 0
            assert tab.page.locator(".fh-facts").count() == 1
