"""Golden pages: NAME.txt is read, NAME.json beside it holds every record and every defect.

Adding a case is adding two files; `UPDATE_GOLDEN=1 pytest tests/pages/test_golden.py` writes
the .json (look at each). VERSION.json ties the records of all of them to the template's version.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from flows.pages import template
from flows.pages.parser import read_page
from flows.pages.records import Page
from flows.pages.writer import is_explained, is_lossless, write

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*/*.txt"))
VERSION_FILE = GOLDEN / "VERSION.json"
IS_UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
LEAST = {"good": 12, "broken": 15, "hostile": 10}


def shown(page: Page) -> dict[str, Any]:
    """Give a page as plain values, records as objects with named fields."""
    found = page._asdict()
    found["film"] = page.film and page.film._asdict()
    for noun in ("credits", "related_films", "reviews", "defects", "quotations"):
        found[noun] = [record._asdict() for record in getattr(page, noun)]
    return found


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def digest() -> str:
    """Give one digest of what the reader makes of all golden pages."""
    whole = hashlib.sha256()
    for case in CASES:
        page = shown(read_page(case.read_bytes()))
        whole.update(f"{case.parent.name}/{case.stem}\n{as_json(page)}".encode())
    return whole.hexdigest()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_records_are_the_expected_ones(case: Path) -> None:
    page = read_page(case.read_bytes())
    expected = case.with_suffix(".json")
    if IS_UPDATE:
        expected.write_text(as_json(shown(page)), "utf-8", newline="\n")
    assert shown(page) == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_every_byte_is_accounted_for(case: Path) -> None:
    raw = case.read_bytes()
    page = read_page(raw)
    assert page.quarantine_reason or is_explained(raw, page)
    assert is_lossless(page) == (write(page) == raw and not page.quarantine_reason)
    if case.parent.name == "good":
        assert page.defects == ()
    if case.parent.name == "broken":
        assert page.defects


def test_there_are_enough_cases() -> None:
    for folder, least in LEAST.items():
        assert len(list(GOLDEN.glob(f"{folder}/*.txt"))) >= least
    assert {case.with_suffix(".json") for case in CASES} == set(GOLDEN.glob("*/*.json"))


def test_changed_records_have_a_new_version() -> None:
    """Rows changed and VERSION not raised: parsed tables of two readings would be mixed."""
    found = {"template": template.NAME, "version": template.VERSION, "digest": digest()}
    if IS_UPDATE:
        VERSION_FILE.write_text(as_json(found), "utf-8", newline="\n")
    assert json.loads(VERSION_FILE.read_text("utf-8")) == found
