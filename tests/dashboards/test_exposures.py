"""Each page is an exposure of dbt on just the tables that it reads, and no question is idle."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from dashboards.menu import PAGES
from flows.questions import QUERIES, sql_of
from flows.settings import PROJECT
from tests.test_house import CONTRACT, FUNCTIONS

DASHBOARDS = PROJECT / "dashboards"
EXPOSURES = PROJECT / "dbt" / "exposures" / "dashboards.yml"
QUESTIONS = sorted(path.stem for path in QUERIES.glob("*.sql"))
READERS = {**{name: DASHBOARDS / "screens" / f"{name}.py" for name in PAGES},
           "report": DASHBOARDS / "report.py"}  # fmt: skip
ASKING = {"data.ask", "data.first", "ask", "first"}


def modules_of(file: Path) -> set[Path]:
    """Give a page's file and those of the dashboards that it imports, but for the one that asks."""
    found, waiting = set(), [file]
    while waiting:
        one = waiting.pop()
        found.add(one)
        names = {name for node in ast.walk(parsed(one)) for name in _imported(node)}
        files = {DASHBOARDS / f"{name}.py" for name in names - {"data"}}
        waiting += [file for file in files - found if file.exists()]
    return found


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module == "dashboards":
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dashboards."):
        yield (node.module or "").removeprefix("dashboards.")


def questions_of(file: Path) -> set[str]:
    """Give the questions that a page asks: the literals in its calls of ask and first."""
    found = set()
    for node in (node for one in modules_of(file) for node in ast.walk(parsed(one))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ASKING:
            names = [one.value for argument in node.args for one in ast.walk(argument)
                     if isinstance(one, ast.Constant) and isinstance(one.value, str)]  # fmt: skip
            assert names, f"{file.name}, line {node.lineno}: asks what only a run could tell"
            found |= set(names)
    return found


@cache
def tables_of(question: str) -> frozenset[str]:
    """Give the tables and table functions that a question reads, by DuckDB's own parser."""
    with duckdb.connect() as database:
        (said,) = database.execute("select json_serialize_sql($1)", [sql_of(question)]).fetchone()
    tree = json.loads(said)
    assert not tree["error"], f"{question}: {tree.get('error_message')}"
    own = {one["key"] for node in nodes(tree) for one in _ctes(node)}
    return frozenset({name for node in nodes(tree) if (name := _read(node))} - own)


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for one in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(one, (dict, list)):
            yield from nodes(one)


def _ctes(node: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (node.get("cte_map") or {}).get("map", [])
    return found


def _read(node: dict[str, Any]) -> str | None:
    if node.get("type") == "BASE_TABLE":
        return str(node["table_name"])
    if node.get("type") == "TABLE_FUNCTION" and node["function"]["function_name"] in FUNCTIONS:
        return str(node["function"]["function_name"])
    return None


def models_of(file: Path) -> list[str]:
    """Give the models that a page reads, the table caveat by the name of its model."""
    tables = {table for question in questions_of(file) for table in tables_of(question)}
    return sorted(f"ref('{'caveats' if one == 'caveat' else one}')" for one in tables)


def exposed() -> dict[str, dict[str, Any]]:
    found = yaml.safe_load(EXPOSURES.read_text("utf-8"))["exposures"]
    return {one["name"]: one for one in found}


@pytest.mark.parametrize("name", READERS)
def test_each_page_is_exposed_on_the_tables_that_it_reads(name: str) -> None:
    models = models_of(READERS[name])
    wanted = "".join(f"\n      - {one}" for one in models) or " []"
    advice = f"In {EXPOSURES.name}, exposure {name}:\n    depends_on:{wanted}"
    assert exposed().get(name, {}).get("depends_on") == models, advice


def test_there_is_an_exposure_a_page_and_no_other() -> None:
    found = exposed()
    assert set(found) == set(READERS)
    assert {one["type"] for name, one in found.items() if name in PAGES} == {"dashboard"}
    assert {name: found[name]["label"] for name in PAGES} == PAGES


@pytest.mark.parametrize("name", READERS)
def test_each_page_asks_something_and_only_what_there_is(name: str) -> None:
    asked = questions_of(READERS[name])
    assert asked
    assert asked - set(QUESTIONS) == set()


def test_no_question_is_idle() -> None:
    asked = {question for file in READERS.values() for question in questions_of(file)}
    for document in [PROJECT / "README.md", *PROJECT.glob("docs/*.md")]:
        asked |= set(re.findall(r"dashboards/queries/(\w+)\.sql", document.read_text("utf-8")))
    assert set(QUESTIONS) - asked == set()


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_reads_marts_and_nothing_else(question: str) -> None:
    read = {"caveats" if one == "caveat" else one for one in tables_of(question)}
    assert read
    assert read <= CONTRACT | FUNCTIONS
