"""A real browser on a served warehouse, and what it must never complain of."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

from flows.settings import PROJECT

thorough = pytest.mark.skipif(
    os.environ.get("BROWSER") != "all", reason="make browser tries every page"
)
PATIENCE = 30_000  # milliseconds that anything may take on a busy machine
_REST = 400  # milliseconds without anything new
# Streamlit looks for its server below the page's own address first; these two miss, by design.
_OWN_MISSES = re.compile(r"/\w+/_stcore/(health|host-config)$")


def browser_path() -> str:
    """Give the browser; install it where it is missing, or say that the tests are skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *arguments], check=True, stdout=subprocess.DEVNULL)
        found = shutil.which("chromium")
    if not found:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("The browser is missing, so nothing that is drawn was tried: apt install chromium")
    return str(found)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the dashboards of a warehouse by the command; give the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "flows.cli", "dashboard", "--home", str(home)]
    process = subprocess.Popen(
        [*command, "--port", str(port)], cwd=PROJECT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    assert said.splitlines()[1:] == [], said  # its address, and nothing of other tools


def _wait_for(address: str, process: "subprocess.Popen[str]") -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address).close()
        except URLError:
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address} does not answer")


class Visit:
    """A tab: what it shows, and what went wrong in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.host = "/".join(address.split("/")[:3])
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self._look(request.url))
        page.goto(address)
        self.settle()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _OWN_MISSES.search(message.location["url"]):
            self.complaints.append(f"console: {message.text} {message.location['url']}")

    def _look(self, url: str) -> None:
        if not url.startswith((f"{self.host}/", "data:", "blob:")):
            self.complaints.append(f"request: {url}")

    def settle(self) -> None:
        """Wait until the page is drawn: its script ended, every chart and table is there."""
        page, before = self.page, -1
        page.locator("h1").first.wait_for()
        elements = page.get_by_test_id("stElementContainer")
        while elements.count() != before:
            before = elements.count()
            page.wait_for_timeout(_REST)
            page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        for chart in page.get_by_test_id("stVegaLiteChart").all():
            chart.locator("svg, canvas").first.wait_for()
        for table in page.get_by_test_id("stDataFrame").locator("visible=true").all():
            table.get_by_test_id("data-grid-canvas").first.wait_for()

    def open(self, name: str) -> None:
        """Go to a page by the menu."""
        folded = self.page.get_by_test_id("stExpandSidebarButton")
        if folded.is_visible():
            folded.click()
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.locator("h1", has_text=name).wait_for()
        self.settle()

    def heading(self, words: str) -> Locator:
        """Find a heading of a part of the page."""
        return self.page.locator("h2", has_text=words).first

    def violations(self) -> list[str]:
        """Say what keeps people from using the page, by axe: serious and critical only."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {node['html'][:200]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]
