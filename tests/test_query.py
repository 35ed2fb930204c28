"""The serving generation can be read, and nothing else can be done through it."""

from pathlib import Path

import duckdb
import pytest

from flows import query
from flows.errors import StoreDamaged, WrongUsage
from flows.query import Answer
from flows.settings import Settings


@pytest.fixture
def serving(settings: Settings) -> Settings:
    settings.generations.mkdir(parents=True)
    path = settings.generations / "abc.duckdb"
    with duckdb.connect(str(path)) as database:
        database.execute(
            "create table dim_film as select 'Amadeus' as title, range as n from range(9)"
        )
    path.chmod(0o444)
    settings.current.symlink_to("generations/abc.duckdb")
    return settings


def test_a_query_is_answered(serving: Settings) -> None:
    with query.connect(serving) as database:
        answer = query.ask(database, "select title, n from dim_film where n > 7;")
        assert answer == Answer(["title", "n"], [("Amadeus", 8)])
        assert query.ask(database, "select title from dim_film where false").rows == []


@pytest.mark.parametrize("sql", ["", "  ", ";", "-- nothing", "/* x */"])
def test_no_query_has_no_answer(sql: str, serving: Settings) -> None:
    with query.connect(serving) as database:
        assert query.ask(database, sql) == Answer([], [])


def test_before_the_first_publish_the_message_says_what_to_do(settings: Settings) -> None:
    with pytest.raises(WrongUsage, match="`filmhouse run` first"):
        query.connect(settings)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('{secret}')",
        "select * from read_text('{secret}')",
        "select * from read_blob('{folder}/*')",
        "select * from '{secret}'",
        "from sniff_csv('{secret}')",
        "select * from glob('{folder}/*')",
        "copy dim_film to '{folder}/out.csv'",
        "copy (select 1) to '{folder}/out.parquet' (format parquet)",
        "copy dim_film from '{secret}'",
        "export database '{folder}/out'",
        "import database '{folder}'",
        "attach '{folder}/other.duckdb'",
        "attach ':memory:' as m",
        "detach abc",
        "install fts",
        "load fts",
        "load '{folder}/x.duckdb_extension'",
        "create secret s (type s3)",
        "set enable_external_access = true",
        "set memory_limit = '1TB'",
        "reset lock_configuration",
        "pragma threads = 1",
        "pragma enable_profiling = 'json'",
        "set profiling_output = '{folder}/out.json'",
        "create table x (i int)",
        "create view x as select 1",
        "create macro x() as 1",
        "insert into dim_film values ('x', 1)",
        "update dim_film set n = 0",
        "delete from dim_film",
        "truncate dim_film",
        "drop table dim_film",
        "alter table dim_film add column x int",
        "comment on table dim_film is 'x'",
        "select 1; drop table dim_film",
        "select getenv('HOME')",
    ],
)
def test_nothing_but_reading_is_possible(sql: str, serving: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "secret.csv").write_text("secret\n1\n")
    before = serving.current.read_bytes()
    with query.connect(serving) as database, pytest.raises(WrongUsage) as raised:
        query.ask(database, sql.format(secret=folder / "secret.csv", folder=folder))
    assert raised.value.exit_code == 2
    assert [one.name for one in folder.iterdir()] == ["secret.csv"]
    assert serving.current.read_bytes() == before
    assert [one.name for one in serving.generations.iterdir()] == ["abc.duckdb"]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("select * from dim_films", 'Did you mean "dim_film"'),
        ("select titel from dim_film", "title"),
        ("selec 1", "syntax error"),
        ("select ?", "parameters"),
        ("select '\ud800'", "cannot be answered"),
        ("select interval '99999999 years' * 100", "cannot be answered"),
    ],
)
def test_a_wrong_query_is_explained(sql: str, says: str, serving: Settings) -> None:
    with query.connect(serving) as database, pytest.raises(WrongUsage, match=says):
        query.ask(database, sql)


@pytest.mark.parametrize(
    "damage", [lambda _old: b"", lambda old: old[:300], lambda old: old[:9000]]
)
def test_a_damaged_generation_is_named(damage: object, serving: Settings) -> None:
    path = serving.current.resolve()
    old = path.read_bytes()
    path.unlink()
    path.write_bytes(damage(old))
    with pytest.raises(StoreDamaged) as raised, query.connect(serving) as database:
        query.ask(database, "select sum(n), max(title) from dim_film")
    assert path.name in str(raised.value) or serving.current.name in str(raised.value)
    assert raised.value.exit_code == 4


def test_flipped_bytes_are_detected(serving: Settings) -> None:
    path = serving.current.resolve()
    old = path.read_bytes()
    path.unlink()
    path.write_bytes(old[:12288] + bytes(byte ^ 1 for byte in old[12288:]))
    with pytest.raises(StoreDamaged), query.connect(serving) as database:
        query.ask(database, "select sum(n), max(title) from dim_film")


def test_a_reader_does_not_wait_for_another(serving: Settings) -> None:
    with query.connect(serving) as one, query.connect(serving) as other:
        assert query.ask(one, "select 1").rows == query.ask(other, "select 1").rows
