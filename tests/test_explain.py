"""explain answers for every mart, with the lines of the page and the value marked in them."""

import duckdb
import pytest

from flows import query
from flows.cli import main
from flows.errors import WrongUsage
from flows.explain import Explanation, explain
from flows.marts import Mart, mart, marts
from tests.warehouses import Sample

FROM_NO_PAGE = {"fact_run", "fact_check", "trust_summary"}


def keys(sample: Sample, table: Mart, where: str = "true", limit: int = 3) -> list[list[str]]:
    columns = ", ".join(f"cast({name} as varchar)" for name in table.key)
    with query.connect(sample.settings) as database:
        sql = f"select {columns} from {table.name} where {where} order by all limit {limit}"
        return [list(row) for row in query.ask(database, sql).rows]


def one(sample: Sample, table: str, *key: str) -> Explanation:
    found, count = explain(sample.settings, table, list(key))
    assert count == len(found) == 1
    return found[0]


def marked(explanation: Explanation) -> list[str]:
    """Give what the quotes' spans say."""
    return [q.passage.text[q.passage.start : q.passage.end] for q in explanation.quotes]


@pytest.mark.parametrize("table", marts(), ids=lambda table: table.name)
def test_every_mart_is_explained(
    sample: Sample, table: Mart, capsys: pytest.CaptureFixture[str]
) -> None:
    known = f"{table.key[0]} <> 'unknown'" if f"dim_{table.key[0][:-4]}" == table.name else "true"
    found = keys(sample, table, known if table.name != "dim_date" else "true")
    assert found, table.name
    for key in found:
        explanation = one(sample, table.name, *key)
        derived = any(derivation.rows for derivation in explanation.derivations)
        assert explanation.quotes or table.name in FROM_NO_PAGE or derived
        for quote in explanation.quotes:
            span = quote.passage.text[quote.passage.start : quote.passage.end]
            assert all(text in span for text in quote.texts)
            assert quote.captures
        command = ["explain", "--home", str(sample.settings.home), table.name, *key]
        assert main(command) == 0
        printed = capsys.readouterr().out
        assert printed.startswith(table.name)
        assert "One row per" in printed


def test_quotes_come_alone_where_nobody_asks_for_sources(sample: Sample) -> None:
    (key,) = keys(sample, mart("dim_film"), "review_count > 0", 1)
    (alone,), _ = explain(sample.settings, "dim_film", key, with_sources=False)
    whole = one(sample, "dim_film", *key)
    assert whole.derivations
    assert alone == whole._replace(derivations=[])


def test_a_credit_is_quoted_with_its_line_and_captures(
    sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    with query.connect(sample.settings) as database:
        key = query.ask(
            database,
            "select film_key, cast(billing_position as varchar) from bridge_cast "
            "where credited_name = 'Adolf Wohlbrück'",
        ).rows[0]
    explanation = one(sample, "bridge_cast", *key)
    assert marked(explanation) == ["Adolf Wohlbrück as\u00a0\u00a0Boris Lermontov"]
    assert explanation.quotes[0].line_number == 11
    assert main(["explain", "--home", str(sample.settings.home), "bridge_cast", *key]) == 0
    printed = capsys.readouterr().out
    assert "11 │ ⟦Adolf Wohlbrück⟧ as\u00a0\u00a0⟦Boris Lermontov⟧" in printed
    assert "captured 2024-03-18 00:00:00 UTC  sample, 2024-03-18/the-red-shoes-1948.txt" in printed


def test_a_derived_value_names_its_rule_and_its_rows(sample: Sample) -> None:
    with query.connect(sample.settings) as database:
        key, films = query.ask(
            database,
            "select review_key, boilerplate_film_count from fact_review where is_boilerplate "
            "order by boilerplate_film_count desc, review_key limit 1",
        ).rows[0]
    derivations = {
        derivation.source.columns: derivation
        for derivation in one(sample, "fact_review", key).derivations
    }
    stock = derivations["boilerplate_film_count", "is_boilerplate", "is_trusted"]
    assert stock.row_count == films
    assert "at least two films" in stock.rules["is_boilerplate"]


def test_candidates_show_what_the_page_and_the_reviews_say(sample: Sample) -> None:
    with query.connect(sample.settings) as database:
        key = query.ask(
            database, "select candidate_key from person_match_candidate where form_b like 'Anton%'"
        ).rows[0][0]
    said = marked(one(sample, "person_match_candidate", key))
    assert "Lermontov (Anton Walbrook)" in said
    assert "played by Moira Shearer, Anton Walbrook and Marius Goring respectively" in said


def test_the_first_parts_of_a_key_name_all_their_rows(sample: Sample) -> None:
    table = next(one for one in marts() if one.name == "bridge_cast")
    film = keys(sample, table)[0][0]
    found, count = explain(sample.settings, "bridge_cast", [film])
    assert count == len(found) > 1
    assert explain(sample.settings, "bridge_cast", [film[:12]])[1] == count


def test_unknown_tables_and_keys_are_told_what_to_do(sample: Sample) -> None:
    with pytest.raises(WrongUsage, match=r"no table 'films'\. The tables are: .*dim_film"):
        explain(sample.settings, "films", ["x"])
    with pytest.raises(WrongUsage, match="x names no row"):
        explain(sample.settings, "dim_film", ["x"])
    with pytest.raises(WrongUsage, match="named by: FILM_KEY BILLING_POSITION"):
        explain(sample.settings, "bridge_cast", ["a", "b", "c"])
    with pytest.raises(WrongUsage, match="names no row"):
        explain(sample.settings, "dim_film", ["' or 1=1 --"])
    with pytest.raises(WrongUsage, match="names several rows"):
        explain(sample.settings, "dim_film", [""])


def test_every_key_is_the_tables_grain(sample: Sample) -> None:
    with duckdb.connect(str(sample.settings.current.resolve()), read_only=True) as database:
        for table in marts():
            columns = ", ".join(table.key)
            twice = database.execute(
                f"select {columns} from {table.name} group by all having count(*) > 1"
            ).fetchall()
            assert twice == [], table.name
