"""House rules that no tool of the shelf checks: nouns, layers, lock, manifest."""

import csv
import json
import re
import tomllib

import pytest
import yaml

from flows.marts import marts
from flows.pages import records
from flows.parse import NOUNS
from flows.settings import PROJECT
from tests.warehouses import Build

MODELS = PROJECT / "dbt" / "models"
CONTRACT = {
    "dim_film", "dim_person", "bridge_person_name", "bridge_cast", "bridge_similar",
    "dim_provider", "fact_availability", "dim_reviewer", "fact_review", "fact_rating",
    "dim_date", "dim_page", "fact_observation", "fact_defect", "fact_check", "fact_run",
    "dim_film_history", "bridge_similar_history", "trusted_review", "trust_summary", "caveats",
    "person_match_candidate", "person_match_evidence", "film_match_candidate", "contested_value",
    "near_duplicate_review", "suspicious_author", "review_date_sequence", "implausible_value",
    "film_term", "review_term",
}  # fmt: skip
FUNCTIONS = {"film_as_of", "similar_as_of", "search_films", "search_reviews"}


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_every_noun_stands_in_every_place(noun: str) -> None:
    staging = MODELS / "staging" / "film_pages"
    sources = yaml.safe_load((staging / "sources.yml").read_text())["sources"][0]["tables"]
    record = "".join(part.capitalize() for part in noun.removesuffix("s").split("_"))
    assert noun in {source["name"] for source in sources}
    assert (staging / f"stg_{noun}.sql").exists()
    assert (staging / f"stg_{noun}.yml").exists()
    assert (PROJECT / "expectations" / f"parsed_{noun}.yml").exists()
    assert hasattr(records, record)
    assert f"| `{noun}` |" in (PROJECT / "docs" / "data-model.md").read_text()


def test_lock_holds_what_pyproject_names() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    named = [
        *project["project"]["dependencies"],
        *(one for group in project["dependency-groups"].values() for one in group),
        *project["build-system"]["requires"],
    ]
    lock = (PROJECT / "requirements.lock").read_text()
    locked = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", lock, re.MULTILINE))
    assert {name: locked.get(name) for name, _ in _pins(named)} == dict(_pins(named))


def test_lock_has_hashes_and_no_address() -> None:
    lock = (PROJECT / "requirements.lock").read_text()
    packages = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(packages) > 50
    assert [one.split()[0] for one in packages if "--hash=sha256:" not in one] == []
    assert "://" not in lock
    assert "index-url" not in lock


def _pins(requirements: list[str]) -> list[tuple[str, str]]:
    return [
        (one.split("==")[0].lower().replace("_", "-"), one.split("==")[1]) for one in requirements
    ]


@pytest.fixture(scope="module")
def manifest(sample_build: Build) -> dict[str, dict]:
    nodes: dict[str, dict] = json.loads((sample_build.target / "manifest.json").read_text())[
        "nodes"
    ]
    return {node["name"]: node for node in nodes.values() if node["resource_type"] == "model"}


def test_marts_are_those_of_the_contract(manifest: dict[str, dict]) -> None:
    marts = {name for name, node in manifest.items() if node["fqn"][1] == "marts"}
    assert marts == CONTRACT | FUNCTIONS
    assert manifest["caveats"]["alias"] == "caveat"


def test_every_model_says_its_grain_and_its_columns(manifest: dict[str, dict]) -> None:
    for name, node in manifest.items():
        assert node["description"].startswith("One row per "), name
        blank = [one["name"] for one in node["columns"].values() if not one["description"]]
        assert node["columns"] or name in FUNCTIONS, name
        assert blank == [], name


def test_layers_only_look_back(manifest: dict[str, dict]) -> None:
    order = ["staging", "intermediate", "marts"]
    for name, node in manifest.items():
        layer = order.index(node["fqn"][1])
        for parent in node["depends_on"]["nodes"]:
            if parent.startswith("model."):
                assert order.index(manifest[parent.split(".")[2]]["fqn"][1]) <= layer, name
            elif parent.split(".")[2] in ("serving", "last_build"):
                assert node["fqn"][2] == "touched", f"{name} reads {parent}"
            else:
                assert layer == 0, f"{name} reads {parent}"


def test_every_mart_enforces_its_contract(manifest: dict[str, dict]) -> None:
    loose = [n for n in CONTRACT if not manifest[n]["config"]["contract"]["enforced"]]
    assert loose == []


def test_code_files_have_one_job() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in PROJECT.glob("flows/**/*.py")}
    assert {str(path): n for path, n in lengths.items() if n > 300} == {}


def test_no_path_of_a_machine_in_the_tree() -> None:
    home = str(PROJECT.parent) + "/"
    kinds = ("*.py", "*.sql", "*.yml", "*.md", "*.toml")
    folders = ("flows", "dbt", "docs", "tests", "expectations", "dashboards")
    named = [
        path
        for folder in folders
        for kind in kinds
        for path in (PROJECT / folder).rglob(kind)
        if home in path.read_text()
    ]
    assert named == []


def test_every_caveat_stands_in_its_columns_description(manifest: dict[str, dict]) -> None:
    with (PROJECT / "dbt" / "seeds" / "caveat.csv").open(encoding="utf-8", newline="") as lines:
        caveats = list(csv.DictReader(lines))
    assert {
        "synthetic_date", "boilerplate_text", "suspicious_author", "rating_without_votes",
        "not_seen_is_not_gone", "stub_film", "contested_value", "title_and_year_identity",
        "name_is_not_person", "page_with_defects", "list_position_is_source_order",
        "us_release_year",
    } <= {caveat["caveat_name"] for caveat in caveats}  # fmt: skip
    for caveat in caveats:
        columns = manifest[caveat["table_name"]]["columns"]
        assert caveat["caveat_text"] in columns[caveat["column_name"]]["description"]


def test_every_mart_says_its_key_and_its_sources() -> None:
    described = {one.name: one for one in marts()}
    assert set(described) == CONTRACT - {"caveats"} | {"caveat"}
    for one in described.values():
        assert set(one.key) | set(one.quotes) | set(one.quoted_members) <= set(one.columns)
        for source in one.sources:
            assert source.table.startswith("$") or source.table in described, one.name
            assert set(source.columns) <= set(one.columns), one.name
            used = set(re.findall(r"\$(\w+)", f"{source.where} {source.table}"))
            assert used <= set(one.columns), one.name
