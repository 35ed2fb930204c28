"""dbt's own tests of this project can fail: each on the sample's tables, damaged in its way.

What a build of the sample compiled is run on copies of the tables that it made.
"""

import shutil
from collections.abc import Iterator

import duckdb
import pytest

from flows.generation import serving_id
from flows.settings import PROJECT
from flows.workspace import quoted
from tests.warehouses import Sample

TESTS = sorted(path.stem for path in (PROJECT / "dbt" / "tests").glob("*.sql"))
FIRST = "(select {column} from {table} order by {column} limit 1)"


def without_first(table: str, column: str) -> str:
    return f"delete from {table} where {column} = {FIRST.format(table=table, column=column)}"


def twice(table: str) -> str:
    return f"insert into {table} from {table} limit 1"


def changed(table: str, what: str, where: str = "true") -> str:
    return f"update {table} set {what} where {where}"


def read_as(view: str, what: str) -> str:
    """Let a view on the parsed tables tell something else."""
    return (
        f"alter view scratch.main.{view} rename to before; "
        f"create view scratch.main.{view} as select * replace ({what}) from scratch.main.before"
    )


DAMAGE = {
    "bad_values_are_defects": [
        read_as("stg_films", "'eleven of ten' as rating_text, null as rating"),
        read_as("stg_defects", "'bad_date' as defect_kind"),
    ],
    "every_current_credit_reaches_bridge_cast": [
        without_first("bridge_cast", "film_key"),
        twice("bridge_cast"),
        changed("bridge_cast", "credited_name = 'Nobody'", "billing_position = 2"),
    ],
    "every_current_item_reaches_bridge_similar": [
        read_as("stg_related_films", "title || '!' as title"),
        changed("bridge_similar_history", "list_position = 99", "list_position = 2"),
        without_first("bridge_similar_history", "film_key"),
        twice("bridge_similar_history"),
    ],
    "every_defect_reaches_fact_defect": [
        without_first("fact_defect", "page_key"),
        twice("fact_defect"),
        changed("fact_defect", "byte_start = byte_start + 1"),
    ],
    "every_member_is_used": [
        changed("dim_person", "person_key = 'nobody'", "name = 'Moira Shearer'"),
        changed("dim_provider", "provider_key = 'nowhere'", "provider_key <> 'unknown'"),
        changed("dim_reviewer", "reviewer_key = 'nobody'", "reviewer_key <> 'unknown'"),
    ],
    "every_observed_page_has_its_row": [without_first("dim_page", "page_key")],
    "every_review_reaches_fact_review": [without_first("fact_review", "review_key")],
    "every_title_reaches_dim_film": [without_first("dim_film", "film_key")],
    "lineage_stands_inside_its_page": [
        changed("dim_film", "byte_end = 1000000", "has_page"),
        changed("bridge_cast", "line_number = 0"),
        changed("fact_review", "byte_start = byte_end"),
        changed("fact_rating", "page_key = 'nowhere'"),
        changed("bridge_similar_history", "byte_start = -1"),
        changed("fact_defect", "line_number = 100000"),
    ],
    "the_current_stretch_is_the_current_page": [
        changed("dim_film_history", "title = 'Another'", "is_current"),
        changed("dim_film_history", "is_current = false"),
        twice("dim_film_history"),
    ],
}


@pytest.fixture(scope="module")
def tables(
    sample: Sample, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Copies of the sample's marts and of what they were made from."""
    folder, settings = tmp_path_factory.mktemp("tables"), sample.settings
    (build,) = settings.intermediate.glob(f"*/{serving_id(settings)}.duckdb")
    with duckdb.connect() as connection:
        for name, path in (("candidate", settings.current.resolve()), ("scratch", build)):
            copied = shutil.copyfile(path, folder / f"{name}.duckdb")
            connection.execute(f"attach {quoted(str(copied))} as {name}")
        connection.execute("use candidate")
        yield connection


def rows_that_fail(connection: duckdb.DuckDBPyConnection, sample: Sample, test: str) -> int:
    compiled = sample.settings.warehouse / "dbt/target/compiled/filmhouse/tests" / f"{test}.sql"
    return len(connection.execute(compiled.read_text("utf-8")).fetchall())


@pytest.mark.parametrize("test", TESTS)
def test_a_data_test_finds_what_is_damaged_and_nothing_else(
    tables: duckdb.DuckDBPyConnection, sample: Sample, test: str
) -> None:
    assert rows_that_fail(tables, sample, test) == 0
    for damage in DAMAGE[test]:
        tables.execute(f"begin; {damage}")
        failing = rows_that_fail(tables, sample, test)
        tables.execute("rollback")
        assert failing > 0, damage
    assert rows_that_fail(tables, sample, test) == 0
