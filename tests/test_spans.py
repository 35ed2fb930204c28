"""Every row's texts stand in the bytes it points at; one that does not stops the run."""

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.errors import StoreDamaged
from flows.explain import explain
from flows.marts import marts
from flows.settings import Settings
from flows.spans import check_quotes
from tests.warehouses import Sample


@pytest.fixture
def candidate(sample: Sample, tmp_path: Path) -> Settings:
    """The sample's generation as a candidate of its own, beside the sample's raw pages."""
    settings = replace(sample.settings, home=tmp_path)
    shutil.copytree(sample.settings.packs, settings.packs)
    settings.build.mkdir(parents=True)
    shutil.copyfile(sample.settings.current, settings.candidate)
    return settings


def serve(sample: Sample, settings: Settings) -> None:
    """Let the sample's generation serve beside other raw pages."""
    source = sample.settings.warehouse
    shutil.copytree(source, settings.warehouse, dirs_exist_ok=True, symlinks=True)


def change(settings: Settings, sql: str) -> None:
    with duckdb.connect(str(settings.candidate)) as database:
        database.execute(sql)


def test_every_row_with_lineage_is_looked_up(candidate: Settings) -> None:
    left_out = "select page_key from dim_page where status = 'quarantined'"
    with duckdb.connect(str(candidate.candidate), read_only=True) as database:
        counts = [
            database.execute(
                f"select count(*) from {one.name} where page_key is not null "
                f"and not ('{one.name}' = 'fact_defect' and page_key in ({left_out}))"
            ).fetchone()
            for one in marts()
            if one.has_lineage and one.name not in ("bridge_similar", "trusted_review")  # views
        ]
    assert check_quotes(candidate).rows_quoted == sum(count[0] for count in counts if count)


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("dim_film", "update dim_film set synopsis = synopsis || '.' where title = 'Amadeus'"),
        (
            "bridge_cast",
            "update bridge_cast set byte_end = byte_end - 1 where billing_position = 2",
        ),
        (
            "bridge_similar_history",
            "update bridge_similar_history set similar_year = 1901 where list_position = 1",
        ),
        ("fact_review", "update fact_review set page_key = 'ab' where review_position = 1"),
        (
            "fact_review",
            "update fact_review set reviewer_key = (select min(reviewer_key) from dim_reviewer "
            "where name like 'Z%' or name like 'Orlanda%') where review_position = 2",
        ),
        ("fact_rating", "update fact_rating set byte_start = 40, byte_end = 50"),
        ("bridge_person_name", "update bridge_person_name set byte_start = byte_start + 1"),
    ],
)
def test_a_row_that_its_page_does_not_say_stops_the_run(
    candidate: Settings, table: str, sql: str
) -> None:
    change(candidate, sql)
    with pytest.raises(StoreDamaged, match=f"^{table}: [0-9,]+ rows are not what their page says"):
        check_quotes(candidate)


def test_a_page_that_is_in_no_pack_is_noticed(candidate: Settings) -> None:
    for pack in candidate.packs.iterdir():
        pack.unlink()
    duckdb.execute(
        "copy (select '' as page_key, ''::blob as page_bytes, 0 as byte_count limit 0) to "
        f"'{candidate.packs / 'empty.parquet'}' (format parquet)"
    )
    with pytest.raises(StoreDamaged, match="rows are not what their page says"):
        check_quotes(candidate)


@pytest.mark.parametrize("damage", [b"no parquet", None], ids=["broken", "gone"])
def test_a_pack_that_is_broken_or_gone_is_told_as_that(
    candidate: Settings, sample: Sample, damage: bytes | None
) -> None:
    shutil.copytree(
        sample.settings.warehouse, candidate.warehouse, dirs_exist_ok=True, symlinks=True
    )
    for pack in candidate.packs.iterdir():
        pack.unlink()
        if damage:
            pack.write_bytes(damage)
    with pytest.raises(StoreDamaged, match=r"a pack cannot be read .*Restore it from a copy"):
        check_quotes(candidate)
    with pytest.raises(StoreDamaged, match=r"a pack cannot be read .*Restore it from a copy"):
        explain(candidate, "bridge_person_name", ["Moira Shearer"])


def test_a_page_whose_bytes_changed_is_not_quoted(candidate: Settings, sample: Sample) -> None:
    shutil.copytree(
        sample.settings.warehouse, candidate.warehouse, dirs_exist_ok=True, symlinks=True
    )
    for pack in candidate.packs.iterdir():
        frame = pl.read_parquet(pack)
        changed = [None if raw is None else raw + b" " for raw in frame["page_bytes"]]
        frame.with_columns(pl.Series("page_bytes", changed, pl.Binary)).write_parquet(pack)
    with pytest.raises(StoreDamaged, match=r"[0-9a-f]{64}\.parquet: this file is not what was"):
        explain(candidate, "bridge_person_name", ["Moira Shearer"])


def test_every_text_of_a_row_with_lineage_is_quoted_or_made_by_us(sample: Sample) -> None:
    """A new text column of a mart must be said to quote the page, or be listed here."""
    ours = {
        "began_as", "ended_as", "claimed_date_basis", "defect_kind", "evidence_kind",
        "finding", "finding_kind", "list_kind", "suspicion_kind", "text_normal_sha256",
        "value_kind", "basis", "character_name",
    }  # fmt: skip
    with duckdb.connect(str(sample.settings.current.resolve()), read_only=True) as database:
        columns = database.execute(
            "select table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' "
            "and not column_name like '%_key'"
        ).fetchall()
    quoting = {one.name: one for one in marts() if one.has_lineage}
    unquoted = [
        (table, column)
        for table, column in columns
        if table in quoting and column not in quoting[table].quotes and column not in ours
    ]
    assert unquoted == []
