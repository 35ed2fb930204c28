"""What the tests share: an empty warehouse, and pages to land in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.schedule import server
from flows.settings import Settings, set_prefect_environment
from tests.warehouses import Build, Sample, build_sample, publish_sample

Page = Callable[..., bytes]
_NO_BREAK_SPACES = "\u00a0" * 6


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


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The one Prefect server of a test run, as the schedule starts it; gives its home."""
    settings = Settings(tmp_path_factory.mktemp("prefect"), ())
    settings.warehouse.mkdir()
    before = dict(os.environ)
    set_prefect_environment(settings)
    with server(settings):
        yield settings.warehouse / "prefect"
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def sample(prefect_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample, published by the command through Prefect; made once, not to be changed."""
    assert prefect_home.exists()
    return publish_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def sample_build(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A dbt build of the sample with all unit tests; made once."""
    return build_sample(sample, tmp_path_factory.mktemp("build"))
