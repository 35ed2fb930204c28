"""A page of twice the size takes twice the work, in every shape; `make bench-linear` times it."""

import sys
from types import FrameType
from typing import Any

import pytest

from flows.pages import template
from flows.pages.parser import read_page
from flows.pages.writer import is_explained
from tests.pages.shapes import HOSTILE

COUNT = 1_000


def lines_run(raw: bytes) -> int:
    """Count the lines of Python that reading a page and proving the reading runs."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        page = read_page(raw)
        assert page.quarantine_reason or is_explained(raw, page)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", HOSTILE)
def test_work_is_linear(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the limits, which would hide it; once before, for what is kept of names."""
    for limit in ("MOST_LINES", "LONGEST_LINE", "MOST_RECORDS"):
        monkeypatch.setattr(template, limit, 10**9)
    once, twice = (HOSTILE[shape](size).encode() for size in (COUNT, 2 * COUNT))
    lines_run(twice)
    assert lines_run(twice) < 2.2 * lines_run(once)
