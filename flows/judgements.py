"""Human judgements whether two names are one person: read from git, checked before a build.

Each line of dbt/seeds/person_judgement.csv must say what it means, and together they must not
contradict: where A is B and B is C, C is not different from A. dbt joins the names.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from flows.errors import WrongUsage
from flows.pages.normal import normal_name
from flows.settings import PROJECT

FILE = PROJECT / "dbt" / "seeds" / "person_judgement.csv"
COLUMNS = (
    "form_a",
    "form_b",
    "judgement",
    "page_key",
    "byte_start",
    "byte_end",
    "judged_by",
    "judged_on",
)
JUDGEMENTS = ("same", "different", "unsure")
_PAGE_KEY = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OFFSET = re.compile(r"[0-9]{1,12}")


class Judgement(NamedTuple):
    """One line: two names as printed, what was judged, and the evidence for it."""

    line: int
    form_a: str
    form_b: str
    judgement: str

    @property
    def names(self) -> tuple[str, str]:
        """Give both names in normal form."""
        return normal_name(self.form_a), normal_name(self.form_b)


def check_judgements(file: Path = FILE) -> int:
    """Check the judgements and give how many there are.

    Raises:
        WrongUsage: a line is malformed, judges a pair again, or contradicts others.

    """
    try:
        judgements = list(_read(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise WrongUsage(f"{file}: cannot be read as UTF-8 CSV: {error}. Save it so.") from None
    _check_pairs(file, judgements)
    _check_contradictions(file, judgements)
    return len(judgements)


def _read(file: Path) -> Iterator[Judgement]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        if tuple(next(reader, ())) != COLUMNS:
            raise WrongUsage(f"{file}:1: the first line must be {','.join(COLUMNS)}")
        for row in filter(None, reader):
            for fault in _faults(row):
                raise WrongUsage(f"{file}:{reader.line_num}: {fault}")
            yield Judgement(reader.line_num, *row[:3])


def _faults(row: list[str]) -> Iterator[str]:
    """Say what is wrong with a line, and what to write instead."""
    if len(row) != len(COLUMNS):
        yield f"there are {len(row)} values; write {len(COLUMNS)}: {', '.join(COLUMNS)}"
        return
    form_a, form_b, judgement, page_key, start, end, judged_by, judged_on = row
    if not form_a.strip() or not form_b.strip():
        yield "a name is missing; write both as a page prints them"
    if judgement not in JUDGEMENTS:
        yield f"{judgement!r} is no judgement; write one of {', '.join(JUDGEMENTS)}"
    if not _PAGE_KEY.fullmatch(page_key):
        yield f"{page_key!r} is no page_key; copy that of the page with the evidence"
    if not (_OFFSET.fullmatch(start) and _OFFSET.fullmatch(end) and int(start) < int(end)):
        yield f"{start!r} to {end!r} is no span; copy byte_start and byte_end of the evidence"
    if not judged_by.strip():
        yield "judged_by is missing; write who judged"
    if not _is_day(judged_on):
        yield f"{judged_on!r} is no day; write YYYY-MM-DD"


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _check_pairs(file: Path, judgements: list[Judgement]) -> None:
    first: dict[frozenset[str], int] = {}
    for one in judgements:
        pair = frozenset(one.names)
        if len(pair) == 1 and one.judgement != "same":
            raise WrongUsage(
                f"{file}:{one.line}: {one.form_a!r} and {one.form_b!r} are one name but for case "
                "and blanks, so they are one person. Remove the line."
            )
        line = first.setdefault(pair, one.line)
        if line != one.line:
            raise WrongUsage(
                f"{file}:{one.line}: line {line} judges {one.form_a!r} and {one.form_b!r} too. "
                "Keep one of the two."
            )


def _check_contradictions(file: Path, judgements: list[Judgement]) -> None:
    same = [one for one in judgements if one.judgement == "same"]
    for one in judgements:
        if one.judgement != "different":
            continue
        if lines := _path(same, *one.names):
            raise WrongUsage(
                f"{file}:{one.line}: {one.form_a!r} and {one.form_b!r} are judged different here, "
                f"but one person by line{'s' * (len(lines) > 1)} "
                f"{', '.join(map(str, lines))}. Correct one of them."
            )


def _path(same: list[Judgement], start: str, goal: str) -> list[int]:
    """Give the lines that lead from a name to another by `same`; none where no way does."""
    linked: dict[str, list[tuple[str, int]]] = {}
    for one in same:
        name_a, name_b = one.names
        linked.setdefault(name_a, []).append((name_b, one.line))
        linked.setdefault(name_b, []).append((name_a, one.line))
    lines: dict[str, list[int]] = {start: []}
    reached = [start]
    for name in reached:
        for other, line in linked.get(name, ()):
            if other not in lines:
                lines[other] = [*lines[name], line]
                reached.append(other)
    return sorted(lines.get(goal, []))
