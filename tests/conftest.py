"""What the tests share: an empty warehouse, and pages to land in it."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from flows.settings import Settings
from tests.ahead import MAKERS, Ahead
from tests.histories import Judged
from tests.warehouses import SAMPLE, Build, Sample

Page = Callable[..., bytes]
# In the order in which they are made.
MADE_AHEAD = ["prefect_home", "sample", *MAKERS]
_NO_BREAK_SPACES = "\u00a0" * 6
# Streamlit says so of every page that is drawn without its server.
_CACHES = logging.getLogger("streamlit.runtime.caching.cache_data_api")
_CACHES.addFilter(lambda record: "No runtime found" not in record.getMessage())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what needs nothing made ahead come first, and what is made last come last."""
    items.sort(key=lambda item: max(map(MADE_AHEAD.index, _made_ahead(item)), default=-1))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse of its own with an empty inbox."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return Settings(tmp_path / "home", (inbox,), workers=2)


@pytest.fixture
def inbox(settings: Settings) -> Path:
    return settings.inboxes[0]


@pytest.fixture
def page() -> Page:
    """Make the smallest page with a film, a credit, a related film and a review."""

    def make(title: str = "Amadeus", path: Path | None = None) -> bytes:
        text = (
            f"{title}\n\nSeptember. 19,1984{_NO_BREAK_SPACES}PG\nRating:\n8.4\n"
            "Trailer Synopsis Cast\n\nA composer is envied.\n\nTom Hulce as\u00a0\u00a0Mozart\n\n"
            "Similar titles\n\nMax\nMax\nMax 2015\n\n"
            "Reviews\n\ninkwell\n1984/09/19\n\nLoud and lovely.\n\n... more"
        )
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return text.encode()

    return make


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's own FILMHOUSE_* variables out of the tests."""
    for name in [name for name in os.environ if name.startswith("FILMHOUSE_")]:
        monkeypatch.delenv(name)


def _made_ahead(item: pytest.Item) -> set[str]:
    return {*getattr(item, "fixturenames", ())} & {*MADE_AHEAD}


@pytest.fixture(scope="session", autouse=True)
def ahead(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ahead | None]:
    """Begin with what takes long, if any test asks for it."""
    asked = {name for item in request.session.items for name in _made_ahead(item)}
    if not asked:
        yield None
        return
    with Ahead(tmp_path_factory.mktemp("ahead"), asked) as ahead:
        yield ahead


@pytest.fixture(scope="session")
def prefect_home(ahead: Ahead) -> Iterator[Path]:
    """The one Prefect server of a test run, as the schedule starts it; gives its home."""
    before = dict(os.environ)
    os.environ.update(ahead.wait_for("server"))
    yield Path(os.environ["PREFECT_HOME"])
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def sample(ahead: Ahead, prefect_home: Path) -> Sample:
    """The sample, published by the command through Prefect; made once, not to be changed."""
    assert prefect_home.exists()
    first = CompletedProcess(**ahead.wait_for("sample"))
    return Sample(Settings(ahead.folder / "sample", (SAMPLE,)), first)


@pytest.fixture(scope="session")
def sample_build(ahead: Ahead) -> Build:
    """A dbt build of the sample with all unit tests; made once."""
    made = ahead.wait_for("sample_build")
    return Build(made["results"], Path(made["target"]), Path(made["log"]))


@pytest.fixture(scope="session")
def judged(ahead: Ahead) -> Judged:
    """All pages under a judgement, and after it went; made once."""
    return Judged(**ahead.wait_for("judged"))


@pytest.fixture(scope="session")
def real_home(ahead: Ahead) -> Settings:
    """A warehouse of the real page; made once."""
    ahead.wait_for("real_home")
    return Settings(ahead.folder / "real_home", ())


@pytest.fixture(scope="session")
def hostile_home(ahead: Ahead) -> Settings:
    """A warehouse of pages with hostile text in every field, and its documentation; made once."""
    ahead.wait_for("hostile_home")
    return Settings(ahead.folder / "hostile_home", ())


@pytest.fixture(scope="session")
def hostile_docs(ahead: Ahead, hostile_home: Settings) -> str:
    """What `filmhouse docs` printed of that warehouse."""
    return str(ahead.wait_for("hostile_home")["docs"])
