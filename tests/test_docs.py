"""Documents tell today's truth: commands run, settings and defects are listed, answers are real."""

import re
import shlex
from pathlib import Path

import pytest

from flows import query, settings
from flows.cli import main
from flows.settings import PROJECT
from tests.warehouses import Sample

README = PROJECT / "README.md"
QUERIES = sorted((PROJECT / "dashboards" / "queries").glob("*.sql"))

PARAMETERS = {  # a value that every question with such a parameter has an answer for
    "sought": "select 'an'",
    "film_key": "select film_key from dim_film where title = 'The Red Shoes' and has_page",
    "person_key": "select person_key from dim_person where name = 'Anton Walbrook'",
    "reviewer_key": "select reviewer_key from suspicious_author",
    "text_key": "select text_normal_sha256 from fact_review where is_boilerplate",
}


def test_readme_is_short() -> None:
    assert len(README.read_text().splitlines()) <= 150


def test_readme_names_every_make_target() -> None:
    makefile = (PROJECT / "Makefile").read_text()
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert sorted(phony.group(1).split()) == sorted(targets)
    assert [one for one in targets if f"make {one}" not in README.read_text()] == []


def test_every_setting_is_documented() -> None:
    knobs = (*settings._WHOLE_NUMBERS, *settings._TEXTS)
    names = {f"FILMHOUSE_{name.upper()}" for name in knobs}
    documented = set(re.findall(r"FILMHOUSE_\w+", (PROJECT / "docs" / "operations.md").read_text()))
    assert documented == names | {"FILMHOUSE_HOME"}
    assert len(names) > 4


def test_every_defect_kind_is_documented() -> None:
    reader = "".join(path.read_text() for path in (PROJECT / "flows" / "pages").glob("*.py"))
    kinds = set(re.findall(r'(?:flag|Defect|_add|_defect)\(\s*(?:raw, )?"(\w+)"', reader))
    listed = set(re.findall(r"`([a-z_0-9]+)`", page_template()))
    assert kinds <= listed
    assert len(kinds) > 10


def page_template() -> str:
    return (PROJECT / "docs" / "page-template.md").read_text()


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_query_answers_on_the_sample(path: Path, sample: Sample) -> None:
    assert path.read_text().startswith("-- ")
    assert path.read_text().splitlines()[0].endswith("?")
    with query.connect(sample.settings) as database:
        (statement,) = database.extract_statements(path.read_text())
        values = {name: _value(database, name) for name in statement.named_parameters}
        assert query.ask(database, path.read_text(), values).rows


def _value(database: query.Connection, parameter: str) -> str:
    return str(query.ask(database, PARAMETERS[parameter]).rows[0][0])


def test_answers_in_the_readme_are_real(
    sample: Sample, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMHOUSE_HOME", str(sample.settings.home))
    monkeypatch.setattr("flows.terminal.OUT.width", 80)
    asked = 0
    for block in re.findall(r"```console\n(.*?)```", README.read_text(), re.DOTALL):
        command, _, answer = block.partition("\n")
        if "filmhouse sql" not in command:
            continue
        path = PROJECT / shlex.split(command)[-1].removeprefix("<")
        assert main(["sql", path.read_text()]) == 0
        printed = capsys.readouterr().out
        assert tidy(printed) == tidy(answer)
        asked += 1
    assert asked == 2


def test_the_first_run_in_the_readme_is_real(sample: Sample) -> None:
    block = re.findall(r"```console\n\$ make run\n(.*?)```", README.read_text(), re.DOTALL)[0]
    shown, real = masked(block), masked(sample.first.stdout)
    assert shown[1:] == real  # the first line says that it is the sample
    assert len(real) > 12


def masked(text: str) -> list[str]:
    """Give the lines without what differs from run to run: times, paths, names, spaces."""
    for pattern in (r" +\d+\.\d s", r"[0-9a-f]{12}", r"\d{4}-\d\d-\d\d [0-9:]+", r"\S*/\S*"):
        text = re.sub(pattern, "", text)
    text = text.replace(" --home", "").replace(" - <", "")
    return [" ".join(line.split()) for line in tidy(text)]


def tidy(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines() if line.strip()]
