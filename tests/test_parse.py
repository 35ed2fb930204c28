"""Parsing is pure: the same packs give the same rows, and damage is named, never read."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows import parse as module
from flows.errors import StoreDamaged
from flows.land import land
from flows.pages import template
from flows.parse import NOUNS, parse
from flows.settings import Settings
from tests.conftest import Page

TITLES = [f"Film {number}" for number in range(12)]


@pytest.fixture
def landed(settings: Settings, inbox: Path, page: Page) -> Settings:
    for title in TITLES:
        page(title, inbox / f"{title}.txt")
    (inbox / "nothing.txt").write_bytes(b"no film page")
    land(settings)
    return settings


def tables(settings: Settings) -> dict[str, pl.DataFrame]:
    return {
        noun: pl.read_parquet(sorted((settings.parsed / noun).glob("*.parquet"))) for noun in NOUNS
    }


def rows(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    return {noun: sorted(table.rows(), key=repr) for noun, table in tables(settings).items()}


def test_every_noun_has_its_schema_also_without_rows(
    settings: Settings, inbox: Path, page: Page
) -> None:
    (inbox / "nothing.txt").write_bytes(b"no film page")
    land(settings)
    parse(settings)
    (settings.inboxes[0] / "film.txt").write_bytes(page())
    land(settings)
    parse(settings)
    for noun, schema in NOUNS.items():
        paths = list((settings.parsed / noun).glob("*.parquet"))
        assert {path.name for path in paths} == {p.name for p in settings.packs.glob("*.parquet")}
        assert all(pl.read_parquet(path).schema == pl.Schema(schema) for path in paths)
        assert pl.Null not in schema.values()
    assert {noun: len(found) for noun, found in rows(settings).items()} == {
        "films": 1,
        "credits": 1,
        "related_films": 1,
        "reviews": 1,
        "quotations": 0,
        "defects": 1,
        "pages": 2,
    }


def test_counts_are_those_of_what_was_read(landed: Settings) -> None:
    outcome = parse(landed)
    assert (outcome.packs_parsed, outcome.pages_parsed, outcome.pages_quarantined) == (1, 13, 1)
    again = parse(landed)
    assert (again.packs_parsed, again.pages_parsed, again.pages_quarantined) == (0, 0, 0)


@pytest.mark.parametrize("workers", [1, 2])
def test_any_split_and_any_number_of_workers_give_the_same_rows(
    workers: int, landed: Settings, tmp_path: Path
) -> None:
    parse(landed)
    other = replace(landed, home=tmp_path / "other", pages_per_pack=3, workers=workers)
    land(other)
    assert parse(other).packs_parsed == 5
    assert rows(other) == rows(landed)


def test_a_pack_is_parsed_again_only_where_its_last_table_is_missing(landed: Settings) -> None:
    parse(landed)
    before = rows(landed)
    (path,) = (landed.parsed / "pages").glob("*.parquet")
    path.unlink()
    (credits_path,) = (landed.parsed / "credits").glob("*.parquet")
    credits_path.write_bytes(b"half a fi")  # killed in the midst of the earlier tables
    (landed.parsed / "films/.tmp-1-x").write_bytes(b"half a fi")
    assert parse(landed).packs_parsed == 1
    assert rows(landed) == before
    assert not list(landed.parsed.rglob(".tmp-*"))


@pytest.mark.parametrize("noun", NOUNS)
def test_a_lost_table_is_made_again(noun: str, landed: Settings) -> None:
    parse(landed)
    before = rows(landed)
    (path,) = (landed.parsed / noun).glob("*.parquet")
    path.unlink()
    parse(landed)
    assert rows(landed) == before


def test_the_list_of_sums_comes_behind_all_tables_of_a_pack(
    landed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(module, "write_parquet", lambda _, path: written.append(path.parent.name))
    monkeypatch.setattr(module, "write_manifest", lambda path, _: written.append(path.suffix))
    parse(landed)
    assert sorted(written[:-1]) == sorted(NOUNS)
    assert written[-1] == ".xxh128"


def test_a_damaged_table_or_list_is_made_again_from_its_pack(landed: Settings) -> None:
    parse(landed)
    before = rows(landed)
    files = [*landed.parsed.glob("*/*.parquet"), *landed.parsed.glob("*.xxh128")]
    assert len(files) == len(NOUNS) + 1
    for file in files:
        whole = file.read_bytes()
        for damage in (_flip_bit, _cut, Path.unlink):
            damage(file)
            assert parse(landed).packs_parsed == 1, (file, damage)
            assert file.read_bytes() == whole
        assert parse(landed).packs_parsed == 0
    assert rows(landed) == before


def _flip_bit(file: Path) -> None:
    whole = file.read_bytes()
    place = len(whole) // 2
    file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def test_another_template_version_is_another_table(
    landed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse(landed)
    monkeypatch.setattr(template, "VERSION", "next")
    assert parse(landed).packs_parsed == 1
    assert tables(landed)["pages"]["template_version"].unique().to_list() == ["next"]


def test_tables_of_a_pack_that_is_gone_go_too(landed: Settings, tmp_path: Path) -> None:
    small = replace(landed, home=tmp_path / "small", pages_per_pack=4)
    land(small)
    parse(small)
    before = rows(small)
    min(small.packs.glob("*.parquet")).unlink()
    land(replace(small, pages_per_pack=1))  # the same pages, in packs of other names
    parse(small)
    assert rows(small) == before


def test_a_page_above_the_limit_has_its_row_with_the_reason(
    settings: Settings, inbox: Path, page: Page
) -> None:
    (inbox / "big.txt").write_bytes(page() * 50)
    land(replace(settings, max_page_bytes=1000))
    assert parse(settings).pages_quarantined == 1
    found = tables(settings)
    (row,) = found["pages"].to_dicts()
    assert row["quarantine_reason"] == "too_large"
    assert row["byte_count"] == len(page()) * 50
    assert row["is_lossless"] is False
    (defect,) = found["defects"].to_dicts()
    assert defect["defect_kind"] == "too_large"
    assert defect["byte_end"] == row["byte_count"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "blank"),
        (b" \n\r\n\t", "blank"),
        (b"\xff\xfe", "not_utf8"),
        (b"a\0b", "nul"),
        (b"\xed\xa0\x80", "surrogate"),
        (b"a shopping list", None),
        (bytes(range(256)) * 10, None),
        ("\u202e\u2028\u0085".encode(), None),
        (b"Rating:\n" * 1000, None),
    ],
)
def test_no_page_stops_the_others(
    raw: bytes, reason: str | None, settings: Settings, inbox: Path, page: Page
) -> None:
    (inbox / "bad.txt").write_bytes(raw)
    page("Good", inbox / "good.txt")
    land(settings)
    parse(settings)
    found = tables(settings)["pages"].sort("byte_count")
    by_key = dict(found.select("page_key", "quarantine_reason").rows())
    assert len(by_key) == 2
    assert None in by_key.values()
    if reason:
        assert any(reason in (one or "") for one in by_key.values()), by_key


def _flip_in_page(path: Path) -> None:
    frame = pl.read_parquet(path)
    changed = frame["page_bytes"].to_list()
    changed[3] = changed[3].replace(b"Mozart", b"Nozart").replace(b"no film", b"no Film")
    frame.with_columns(page_bytes=pl.Series(changed, dtype=pl.Binary)).write_parquet(path)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _change_key(path: Path) -> None:
    frame = pl.read_parquet(path)
    frame.with_columns(page_key=pl.col("page_key").str.replace("^.", "g")).write_parquet(path)


@pytest.mark.parametrize(
    ("damage", "pages_per_pack"),
    [(_flip_in_page, 1000), (_flip_in_page, 5), (_truncate, 1000), (_change_key, 1000)],
)
def test_a_damaged_pack_is_named_and_not_read(
    damage: Any, pages_per_pack: int, landed: Settings, tmp_path: Path
) -> None:
    small = replace(landed, home=tmp_path / "small", pages_per_pack=pages_per_pack)
    land(small)
    pack = min(small.packs.glob("*.parquet"))
    damage(pack)
    with pytest.raises(StoreDamaged, match=pack.name) as raised:
        parse(small)
    assert "Restore it" in str(raised.value)
    assert not (small.parsed / "pages" / pack.name).exists()


def test_every_flipped_byte_is_detected(settings: Settings, inbox: Path, page: Page) -> None:
    (inbox / "big.txt").write_bytes(page() * 50)
    page("One", inbox / "one.txt")
    land(replace(settings, max_page_bytes=1000))
    (pack,) = settings.packs.glob("*.parquet")
    whole = pack.read_bytes()
    for place in range(0, len(whole), 7):
        pack.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with pytest.raises(StoreDamaged, match=pack.name):
            parse(settings)
    pack.write_bytes(whole)
    assert parse(settings).pages_parsed == 2


def test_workers_need_neither_a_database_nor_an_orchestrator(tmp_path: Path) -> None:
    code = (
        "import sys, flows.land, flows.parse\n"
        "heavy = {'duckdb', 'prefect', 'dbt', 'great_expectations', 'pandas', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout.strip() == "[]", tmp_path
