"""How long a reader waits, in a real browser: seconds until a page is drawn, median of three.

A page is drawn when its title and all its charts stand there and nothing runs any more. Each
round has a server of its own, so that the first visit is one that nobody warmed up.
"""

import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from flows import query
from flows.settings import Settings
from tests.dashboards.browser import PATIENCE, launched, served

ROUNDS = 3
OVERVIEW_CHARTS, FILM_CHARTS = 3, 2
COLD, WARM = "overview, first visit after the server's start", "overview, a later visit"
FIRST_FILM = "film page, from the first key of the server's first search"
FILM = "film page, from the first key of a later search"
_LOOK_EVERY = 0.02  # seconds
_DRAWN = """([title, charts]) => {
    const found = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
    const titles = [...document.querySelectorAll('h1, h2')];
    const app = document.querySelector('[data-testid=stApp]');
    return titles.some(one => one.innerText.includes(title))
        && found.length >= charts && found.every(one => one.querySelector('.marks'))
        && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
}"""
_TITLES = """
    select title from dim_film
    where has_page and review_count >= 10
    order by mention_count desc, film_key asc
    limit 2
"""


def measure(home: Path) -> dict[str, float]:
    """Give the seconds of each visit."""
    with query.connect(Settings(home, ())) as database:
        titles = [str(title) for (title,) in query.ask(database, _TITLES).rows]
    with launched() as browser:
        rounds = [_round(browser, home, *titles) for _ in range(ROUNDS)]
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def _round(browser: Browser, home: Path, first: str, later: str) -> dict[str, float]:
    with served(home) as address:
        return {
            COLD: _overview(browser, address),
            WARM: _overview(browser, address),
            FIRST_FILM: _film(browser, address, first),
            FILM: _film(browser, address, later),
        }


def _overview(browser: Browser, address: str) -> float:
    with browser.new_context(viewport={"width": 1280, "height": 1000}) as context:
        page = context.new_page()
        before = time.perf_counter()
        page.goto(address, wait_until="commit")
        return _drawn(page, "Overview", OVERVIEW_CHARTS) - before


def _film(browser: Browser, address: str, title: str) -> float:
    with browser.new_context(viewport={"width": 1280, "height": 1000}) as context:
        page = context.new_page()
        page.goto(f"{address}/film", wait_until="networkidle")
        page.get_by_label("Find a film").click()
        _drawn(page, "Film", 0)
        before = time.perf_counter()
        page.keyboard.type(title)
        return _drawn(page, title, FILM_CHARTS) - before


def _drawn(page: Page, title: str, charts: int) -> float:
    """Wait until a page is drawn; give the moment."""
    until = time.perf_counter() + PATIENCE / 1000
    while not page.evaluate(_DRAWN, [title, charts]):
        if time.perf_counter() > until:
            raise TimeoutError(f"{page.url} is not drawn: {page.inner_text('body')[:300]}")
        time.sleep(_LOOK_EVERY)
    return time.perf_counter()
