"""The frame: what is said above every page, and when there is nothing to show."""

import json
import os
import socket
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import data, server
from dashboards.menu import PAGES
from flows.errors import WrongUsage
from flows.settings import Settings
from flows.status import GOOD
from tests.dashboards.apps import FRAME, SCREENS, checked, drawn, said, screen


@pytest.fixture
def empty_home(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("FILMHOUSE_HOME", str(settings.home))
    settings.warehouse.mkdir(parents=True)
    return settings


def test_before_the_first_run_one_sentence_says_what_to_do(empty_home: Settings) -> None:
    assert "Nothing is published yet. Run `make run`" in said(drawn(FRAME))


def test_a_damaged_generation_is_said_in_one_sentence(empty_home: Settings) -> None:
    empty_home.generations.mkdir()
    broken = empty_home.generations / "abc.duckdb"
    broken.write_bytes(os.urandom(50_000))
    empty_home.current.symlink_to(broken)
    shown = said(drawn(FRAME))
    assert "The serving generation cannot be read" in shown
    assert "filmhouse verify" in shown


@pytest.mark.parametrize("outcome", ["failed", "killed"])
def test_a_last_run_that_failed_is_said_above_the_last_good_tables(
    outcome: str, published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"last_run": {"outcome": outcome, "started_at": "2024-03-04T10:00:00"}}
    monkeypatch.setattr(data, "last_status", lambda: told)
    shown = said(drawn(FRAME))
    words = {"failed": "failed", "killed": "was killed"}[outcome]
    assert f"The last run {words} (it began 2024-03-04 10:00:00 UTC)" in shown
    assert "fh-tiles" in shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"last_run": null}',
        '{"last_run": 3, "freshness": 3, "serving": 3}',
        '{"freshness": {"up_to_date_at": 3}}',
        "\ufffd\u0000",
    ],
)
def test_a_status_that_cannot_be_read_hides_no_page(
    text: str, published: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "STATUS.json"
    broken.write_text(text)
    monkeypatch.setattr(Settings, "status", broken)
    shown = said(drawn(FRAME))
    assert "fh-tiles" in shown
    assert "The last run" not in shown


def test_a_good_run_is_not_talked_of(published: Settings) -> None:
    assert json.loads(published.status.read_text())["last_run"]["outcome"] in GOOD
    assert "The last run" not in said(drawn(FRAME))


def test_every_page_of_the_menu_is_a_file_and_the_other_way_round() -> None:
    assert sorted(PAGES) == sorted(path.stem for path in SCREENS.glob("[!_]*.py"))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_begins_with_its_name(name: str, published: Settings) -> None:
    assert said(screen(name)).startswith(f'<h1 class="fh-title">{PAGES[name]}</h1>')


def test_a_tab_asks_one_generation_until_it_is_drawn_anew(published: Settings) -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    assert checked(app.run()).session_state["serving"] == data.serving()


def test_a_port_that_is_taken_is_said(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind((server.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(WrongUsage, match=f"Port {port} .* --port"):
            server.serve(settings, port)
