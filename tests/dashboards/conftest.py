"""What the tests of the dashboards share: the published sample, a browser, a served warehouse."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import Browser
from streamlit.components.v2 import manifest_scanner

from dashboards import data
from flows.settings import Settings
from tests.dashboards.browser import Visit, launched, served
from tests.warehouses import Sample

Visits = Callable[..., Visit]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, so that `make browser` finds it."""
    for item in items:
        if "visit" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Look for Streamlit's components among all packages once, not again for every page."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def nothing_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave no connection open, nor Streamlit's main module, which workers would import."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    yield
    data._open.clear()


@pytest.fixture
def published(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The sample's warehouse, as the pages find it."""
    monkeypatch.setenv("FILMHOUSE_HOME", str(sample.settings.home))
    return sample.settings


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def address(sample: Sample) -> Iterator[str]:
    """The dashboards of the sample, served by the command."""
    with served(sample.settings.home) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visits]:
    """Open a tab of its own at an address; what it complained of must be nothing in the end."""
    with ExitStack() as tabs:

        def open_tab(address: str, width: int = 1280, scheme: str = "light") -> Visit:
            size = {"width": width, "height": 1000}
            context = chromium.new_context(viewport=size, color_scheme=scheme)
            tabs.callback(context.close)
            found.append(Visit(context.new_page(), address))
            return found[-1]

        found: list[Visit] = []
        yield open_tab
        assert [one.complaints for one in found if one.complaints] == []
