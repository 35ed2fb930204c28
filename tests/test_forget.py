"""Forgotten means gone: from raw pages, tables, reports and logs, and it does not come back."""

import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows import forget, run
from flows.errors import StoreDamaged, WrongUsage
from flows.exclusions import exclude, excluded_pages
from flows.land import land
from flows.ledger import read_ledger
from flows.parse import parse
from flows.settings import Settings
from flows.steps import Run
from tests.conftest import Page

NAME, TEXT = "inkwell", "Loud and lovely"


@pytest.fixture
def landed(settings: Settings, inbox: Path, page: Page) -> Settings:
    page("Amadeus", inbox / "a.txt")
    (inbox / "b.txt").write_bytes(page("Vertigo").replace(b"inkwell", b"someone"))
    land(settings)
    return settings


def raw_pages(settings: Settings) -> dict[str, bytes]:
    return dict(
        pl.read_parquet(settings.packs / "*.parquet").select("page_key", "page_bytes").rows()
    )


def observed(settings: Settings) -> pl.DataFrame:
    return pl.read_parquet(settings.observations / "*.parquet")


def where(settings: Settings) -> list[tuple[object, ...]]:
    return sorted(observed(settings).select("origin", "captured_at").rows())


def texts_below(home: Path) -> str:
    """Give every text of every database and table, and the bytes of every other file."""
    found = []
    for path in filter(Path.is_file, home.rglob("*")):
        if path.suffix == ".parquet":
            found += [str(row) for row in pl.read_parquet(path).iter_rows()]
        elif path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as database:
                tables = database.execute("select table_name from duckdb_tables()").fetchall()
                for (name,) in tables:
                    found += [str(row) for row in database.table(name).fetchall()]
        else:
            found.append(path.read_bytes().decode(errors="replace"))
    return "\n".join(found)


def test_an_author_is_gone_and_the_page_is_another(landed: Settings) -> None:
    before, places = raw_pages(landed), where(landed)
    forget.note_wish(landed, reviewer=NAME, page_key=None)
    done = forget.redact(landed)
    assert (done.pages_changed, done.pages_removed, done.origins) == (1, 0, ("a.txt",))
    behind = raw_pages(landed)
    assert len(before.keys() & behind.keys()) == 1
    assert set(observed(landed)["page_key"]) == set(behind)
    assert where(landed) == places
    parse(landed)
    said = texts_below(landed.home)
    assert NAME not in said
    assert said.count(TEXT) == 2  # raw and parsed, of the other author


def test_what_lands_again_is_redacted_again(landed: Settings) -> None:
    forget.note_wish(landed, reviewer=NAME, page_key=None)
    forget.redact(landed)
    keys = set(observed(landed)["observation_key"])
    land(landed)
    (landed.inboxes[0] / "c.txt").write_bytes((landed.inboxes[0] / "a.txt").read_bytes())
    assert land(landed).pages_landed == 0
    assert len(observed(landed)) == len(keys) + 1
    assert all(NAME.encode() not in raw for raw in raw_pages(landed).values())


def test_a_page_is_gone_and_does_not_come_back(landed: Settings) -> None:
    (key,) = [key for key, raw in raw_pages(landed).items() if b"Amadeus" in raw]
    forget.note_wish(landed, reviewer=None, page_key=key)
    assert forget.redact(landed).pages_removed == 1
    assert land(landed).pages_landed == 0
    assert [b"Amadeus" in raw for raw in raw_pages(landed).values()] == [False]
    assert len(observed(landed)) == 1


def test_a_redacted_page_can_be_forgotten_too(landed: Settings) -> None:
    forget.note_wish(landed, reviewer=NAME, page_key=None)
    forget.redact(landed)
    (key,) = [key for key, raw in raw_pages(landed).items() if b"Amadeus" in raw]
    forget.note_wish(landed, reviewer=None, page_key=key)
    forget.redact(landed)
    assert land(landed).pages_landed == 0
    assert len(raw_pages(landed)) == 1


def test_an_excluded_page_stays_excluded(landed: Settings) -> None:
    (key,) = [key for key, raw in raw_pages(landed).items() if b"Amadeus" in raw]
    exclude(landed, key, "why", is_excluded=True)
    forget.note_wish(landed, reviewer=NAME, page_key=None)
    forget.redact(landed)
    (new,) = [key for key, raw in raw_pages(landed).items() if b"Amadeus" in raw]
    assert new in excluded_pages(landed)


@pytest.mark.parametrize("kill_at", range(6))
def test_a_killed_redaction_is_ended_by_the_next(
    kill_at: int, landed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget.note_wish(landed, reviewer=NAME, page_key=None)
    calls = 0

    def counting(real):
        def call(*arguments, **named):
            nonlocal calls
            calls += 1
            if calls == kill_at + 1:
                raise KeyboardInterrupt
            return real(*arguments, **named)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(forget, "write_named", counting(forget.write_named))
        patch.setattr(Path, "unlink", counting(Path.unlink))
        try:
            forget.redact(landed)
        except KeyboardInterrupt:
            assert calls == kill_at + 1
    forget.redact(landed)
    assert set(observed(landed)["page_key"]) == set(raw_pages(landed))
    assert len(observed(landed)) == len(raw_pages(landed)) == 2
    assert NAME not in texts_below(landed.home / "raw" / "landed")


def test_the_next_run_ends_a_wish_and_takes_every_trace_away(landed: Settings) -> None:
    forget.note_wish(landed, reviewer=NAME, page_key=None)
    for folder in (
        landed.failed,
        landed.reports,
        landed.warehouse / "dbt/target",
        landed.generations,
    ):
        folder.mkdir(parents=True)
        (folder / "old.duckdb").write_text(NAME)
    landed.log.write_text(NAME)

    def publish(_: Run) -> None:
        path = landed.generations / "new.duckdb"
        duckdb.connect(str(path)).close()
        landed.current.symlink_to("generations/new.duckdb")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.tell.write_status", lambda _settings: None)
        done = run.run(landed, publish)
    assert done.redaction and done.wishes.accepts_all
    assert NAME not in texts_below(landed.warehouse)
    assert not forget.is_forgetting(landed)


def test_when_no_page_is_left_nothing_serves(landed: Settings) -> None:
    for key in raw_pages(landed):
        forget.note_wish(landed, reviewer=None, page_key=key)
    landed.generations.mkdir(parents=True)
    (landed.generations / "old.duckdb").write_text(NAME)
    landed.current.symlink_to("generations/old.duckdb")
    with pytest.raises(WrongUsage, match="none was ever landed"):
        run.run(landed)
    assert not landed.current.is_symlink()
    assert not list(landed.generations.iterdir())


def test_the_ledger_names_nobody_and_tells_its_damage(landed: Settings) -> None:
    forget.note_wish(landed, reviewer=NAME, page_key="0" * 64)
    said = landed.ledger.read_text("ascii")
    assert NAME not in said
    assert "0" * 64 not in said
    assert landed.ledger.stat().st_mode & 0o077 == 0
    assert read_ledger(landed).has_reviewer(NAME)
    assert not read_ledger(landed).has_reviewer("Inkwell")
    landed.ledger.write_text(re.sub("reviewer ..", "reviewer 00", said))
    for step in (land, forget.redact):
        with pytest.raises(StoreDamaged, match="ledger: this file is not what was written"):
            step(landed)
