"""What readers see and do, in a real browser on the served sample."""

import re

import pytest

from dashboards.menu import PAGES
from tests.dashboards.browser import thorough
from tests.dashboards.conftest import Visits


@thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_drawn_and_open_to_everyone(scheme: str, visit: Visits, address: str) -> None:
    tab = visit(address, scheme=scheme)
    for name in PAGES.values():
        tab.open(name)
        assert tab.page.get_by_test_id("stException").count() == 0
        assert tab.violations() == [], name


@thorough
def test_every_page_fits_a_telephone(visit: Visits, address: str) -> None:
    tab = visit(address, width=390)
    for name in PAGES.values():
        tab.open(name)
        wide = tab.page.locator("body").evaluate("body => body.scrollWidth - window.innerWidth")
        assert wide <= 0, name


def test_the_overview_is_drawn(visit: Visits, address: str) -> None:
    tab = visit(address)
    tab.page.get_by_test_id("stVegaLiteChart").nth(2).locator("svg").wait_for()
    assert tab.page.locator(".fh-tile").count() > 8
    assert tab.violations() == []


def test_a_reader_walks_from_a_search_to_the_evidence_by_mouse(visit: Visits, address: str) -> None:
    tab = visit(f"{address}/film")
    tab.page.get_by_label("Find a film").fill("casablan")
    tab.heading("Casablanca (1943)").wait_for()
    tab.settle()
    tab.page.get_by_test_id("stVegaLiteChart").first.get_by_text("The Third Man").click()
    tab.heading("The Third Man (1950)").wait_for()
    assert re.search(r"film=[0-9a-f]{32}", tab.page.url)
    tab.settle()
    tab.page.get_by_role("combobox", name="Fact").click()
    tab.page.keyboard.type("Orson")
    tab.page.get_by_role("option", name=re.compile("^cast: Orson Welles")).click()
    tab.page.locator(".fh-lines mark", has_text="Orson Welles").wait_for()


@thorough
def test_a_reader_walks_the_same_way_by_keyboard(visit: Visits, address: str) -> None:
    tab = visit(f"{address}/film")
    keyboard = tab.page.keyboard

    def tab_to(label: str) -> None:
        for _ in range(60):
            focused = tab.page.locator(":focus")
            if focused.count() and label in (focused.get_attribute("aria-label") or ""):
                return
            keyboard.press("Tab")
        raise AssertionError(f"{label} is not reached by the keyboard")

    tab_to("Find a film")
    keyboard.type("CASABLANCA")
    tab.heading("Casablanca (1943)").wait_for()
    tab.settle()
    tab_to("Walk on to")
    keyboard.type("third")
    keyboard.press("Enter")
    tab.heading("The Third Man (1950)").wait_for()
    tab.settle()
    tab_to("Fact")
    keyboard.type("cast: Orson")
    keyboard.press("Enter")
    tab.page.locator(".fh-lines mark", has_text="Orson Welles").wait_for()
