"""A page is left out by a recorded decision; its bytes stay, and it can come back."""

from pathlib import Path

import polars as pl
import pytest

from flows.errors import StoreDamaged, WrongUsage
from flows.exclusions import exclude, excluded_pages
from flows.generation import generation_id
from flows.land import land
from flows.parse import parse
from flows.settings import Settings
from tests.conftest import Page


@pytest.fixture
def landed(settings: Settings, inbox: Path, page: Page) -> Settings:
    for title in ("Amadeus", "Vertigo"):
        page(title, inbox / f"{title}.txt")
    land(settings)
    parse(settings)
    return settings


def reasons(settings: Settings) -> dict[str, str | None]:
    pages = pl.read_parquet(settings.parsed / "pages/*.parquet")
    return dict(pages.select("page_key", "quarantine_reason").iter_rows())


def titles(settings: Settings) -> set[str]:
    return set(pl.read_parquet(settings.parsed / "films/*.parquet")["title"])


def key_of(settings: Settings, title: str) -> str:
    films = pl.read_parquet(settings.parsed / "films/*.parquet")
    return str(films.filter(title=title)["page_key"].item())


def test_a_page_is_left_out_and_taken_in_again(landed: Settings) -> None:
    key, name = key_of(landed, "Vertigo"), generation_id(landed)
    exclude(landed, key, "of another film", is_excluded=True)
    assert generation_id(landed) != name
    assert parse(landed).packs_parsed == 1
    assert parse(landed).packs_parsed == 0
    assert (titles(landed), reasons(landed)[key]) == ({"Amadeus"}, "excluded")
    exclude(landed, key, "it was right", is_excluded=False)
    assert generation_id(landed) == name
    parse(landed)
    assert (titles(landed), reasons(landed)[key]) == ({"Amadeus", "Vertigo"}, None)


def test_what_was_said_last_holds_and_all_of_it_is_kept(landed: Settings) -> None:
    key = key_of(landed, "Vertigo")
    for is_excluded in (True, False, True):
        exclude(landed, key, "why", is_excluded=is_excluded)
    assert excluded_pages(landed) == {key}
    assert len(list(landed.exclusions.glob("*.parquet"))) == 3


@pytest.mark.parametrize("key", ["0" * 64, "Vertigo", "../x", ""])
def test_a_page_that_never_landed_cannot_be_left_out(key: str, landed: Settings) -> None:
    with pytest.raises(WrongUsage, match="has landed"):
        exclude(landed, key, "why", is_excluded=True)
    with pytest.raises(WrongUsage, match="--why"):
        exclude(landed, key_of(landed, "Vertigo"), " ", is_excluded=True)
    assert not landed.exclusions.exists()


def test_a_damaged_decision_is_not_overlooked(landed: Settings) -> None:
    exclude(landed, key_of(landed, "Vertigo"), "why", is_excluded=True)
    (file,) = landed.exclusions.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(StoreDamaged, match=file.name):
        parse(landed)
    with pytest.raises(StoreDamaged, match=file.name):
        generation_id(landed)
