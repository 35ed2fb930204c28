"""Every question of the dashboards is bound against the candidate before it can be published."""

import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import duckdb
import pytest

from flows import build, questions
from flows.errors import BuildFailed
from flows.settings import Settings
from tests.warehouses import Sample


@pytest.fixture
def candidate(sample: Sample, settings: Settings) -> Path:
    """The sample's tables as a candidate that may be changed."""
    settings.build.mkdir(parents=True)
    shutil.copyfile(sample.settings.current, settings.candidate)
    return settings.candidate


def drop(path: Path, table: str, column: str) -> None:
    with duckdb.connect(str(path)) as database:
        database.execute(f"alter table {table} drop column {column}")


def ask(settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch, sql: str) -> str:
    """Give what is said of a single question."""
    monkeypatch.setattr(questions, "QUERIES", folder / "dashboards" / "queries")
    questions.QUERIES.mkdir(parents=True)
    (questions.QUERIES / "asked.sql").write_text(sql)
    with pytest.raises(BuildFailed) as raised:
        questions.check_questions(settings, settings.candidate)
    return str(raised.value)


def test_every_question_can_be_asked_of_the_sample(candidate: Path, settings: Settings) -> None:
    questions.check_questions(settings, candidate)
    assert len(list(questions.QUERIES.glob("*.sql"))) > 20


def test_a_dropped_column_is_told_with_the_files_that_ask_for_it(
    candidate: Path, settings: Settings
) -> None:
    drop(candidate, "dim_film", "mention_count")
    asking = {path.name for path in questions.QUERIES.glob("*.sql")
              if "mention_count" in path.read_text()}  # fmt: skip
    with pytest.raises(BuildFailed, match="the last good generation still serves") as raised:
        questions.check_questions(settings, candidate)
    told = [line for line in str(raised.value).splitlines() if line.startswith("  dashboards/")]
    assert {line.split("/")[2].split(":")[0] for line in told} <= asking
    assert "dashboards/queries/well_known_films.sql" in str(raised.value)
    assert all("mention_count" in line for line in told)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select titel from dim_film", '"titel" not found'),
        ("select title from dim_filn", "dim_filn does not exist"),
        ("select title from dim_film where film_key = $film and titel", '"titel" not found'),
        ("select date_trunc('day', $day), titel from dim_film", "add explicit type casts"),
        ("select title from film_as_of($instant) where titel", '"titel" not found'),
        ("select title from dim_film; select 1", "is not one select"),
        ("create table x as select title from dim_film", "is not one select"),
        ("-- Nothing?", "is not one select"),
        ("select title frm dim_film where", "Parser Error"),
        ("select * from read_csv('/etc/passwd')", "disabled"),
    ],
)
@pytest.mark.usefixtures("candidate")
def test_what_cannot_be_asked_is_told(
    sql: str, said: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = ask(settings, tmp_path, monkeypatch, sql)
    assert "  dashboards/queries/asked.sql: " in message
    assert said in message


@pytest.mark.usefixtures("candidate")
def test_what_would_fail_only_on_rows_is_not_carried_out(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = ask(settings, tmp_path, monkeypatch, "select titel from dim_film")
    (questions.QUERIES / "asked.sql").write_text("select error('carried out') from dim_film")
    questions.check_questions(settings, settings.candidate)
    assert message


def test_a_build_whose_tables_lack_a_column_is_no_candidate(
    sample: Sample, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dbt_without(
        settings: Settings, *_words: str, is_increment: bool
    ) -> "CompletedProcess[bytes]":
        target = settings.warehouse / "dbt" / "target"
        target.mkdir(parents=True)
        (target / "run_results.json").write_text(json.dumps({"results": []}))
        shutil.copyfile(sample.settings.current, settings.candidate)
        drop(settings.candidate, "trust_summary", "caveat_name")
        assert not is_increment
        return CompletedProcess([], 0)

    monkeypatch.setattr(build, "run_dbt", dbt_without)
    with pytest.raises(BuildFailed, match=r"naive_and_trusted\.sql: .*caveat_name") as raised:
        build.build(settings)
    assert raised.value.exit_code == 4
