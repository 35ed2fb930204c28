"""Films and reviews are found by words, in any plain DuckDB client that opens the file."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouses import Sample


@pytest.fixture(scope="module")
def client(sample: Sample) -> Iterator[duckdb.DuckDBPyConnection]:
    """A plain client: the published file, no extension, no setting."""
    with duckdb.connect(str(sample.settings.current.resolve()), read_only=True) as connection:
        yield connection


def films(client: duckdb.DuckDBPyConnection, sought: str) -> list[str]:
    found = client.execute("select title from search_films(?)", [sought]).fetchall()
    return [title for (title,) in found]


@pytest.mark.parametrize("sought", ["red shoes", "RED SHOES", "  réd,  shoes!", "shoes red"])
def test_case_diacritics_and_punctuation_make_no_difference(
    client: duckdb.DuckDBPyConnection, sought: str
) -> None:
    assert films(client, sought)[0] == "The Red Shoes"


def test_a_title_counts_more_than_a_synopsis(client: duckdb.DuckDBPyConnection) -> None:
    found = client.execute(
        "select title, synopsis, score from search_films('life and death')"
    ).fetchall()
    assert found[0][0] == "The Life and Death of Colonel Blimp"
    assert "A Matter of Life and Death" in [title for title, *_ in found[:2]]
    assert [score for *_, score in found] == sorted((s for *_, s in found), reverse=True)


def test_every_film_that_is_found_has_a_word_of_what_is_sought(
    client: duckdb.DuckDBPyConnection,
) -> None:
    found = client.execute(
        "select lower(concat_ws(' ', title, synopsis)) from search_films('dancer kingdom')"
    ).fetchall()
    assert found
    assert [text for (text,) in found if "dancer" not in text and "kingdom" not in text] == []


def test_reviews_are_found_by_their_words(client: duckdb.DuckDBPyConnection) -> None:
    found = client.execute(
        "select review_text, is_trusted from search_reviews('Moira SHEARER')"
    ).fetchall()
    assert "Moira Shearer" in found[0][0]
    expected = client.execute(
        "select count(*) from fact_review where regexp_matches(review_text, '(?i)\\bshearer\\b')"
    ).fetchone()
    assert expected
    assert sum("shearer" in text.lower() for text, _ in found) == expected[0] > 0


@pytest.mark.parametrize("sought", ["", "!!", "zzyzx", "'; drop table dim_film; --", "%", "\x00"])
def test_what_is_not_there_is_not_found(client: duckdb.DuckDBPyConnection, sought: str) -> None:
    for name in ("search_films", "search_reviews"):
        client.execute(f"select * from {name}(?)", [sought])
    assert films(client, "zzyzx") == films(client, "!!") == []


def test_the_unknown_film_is_not_found_and_at_most_fifty_are(
    client: duckdb.DuckDBPyConnection,
) -> None:
    assert "unknown" not in films(client, "unknown")
    assert len(films(client, "the a of and in to")) <= 50


def test_another_database_may_be_open_beside_it(sample: Sample, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "mine.duckdb")) as connection:
        path = str(sample.settings.current.resolve()).replace("'", "''")
        connection.execute(f"attach '{path}' as film_pages (read_only)")
        connection.execute("use film_pages")
        assert films(connection, "red shoes")[0] == "The Red Shoes"
