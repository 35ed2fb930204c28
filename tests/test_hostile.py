"""Hostile files cost bounded memory and time, and are quarantined with the reason."""

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.pages import template
from flows.pages.parser import read_page

HEAD = "Amadeus\n\nSeptember. 19,1984\nRating:\n8.4\nTrailer Synopsis Cast\n\n"
MEBIBYTE = 1024 * 1024
MOST_MEMORY = 300 * MEBIBYTE
STEP = """
import re, sys
from pathlib import Path
import polars as pl
from flows.land import land
from flows.parse import parse
from flows.settings import Settings
settings = Settings(Path(sys.argv[1]), (Path(sys.argv[1]) / "inbox",))
landed = land(settings)
parse(settings)
files = sorted(settings.parsed.glob("pages/*.parquet"))
reasons = pl.read_parquet(files)["quarantine_reason"].to_list() if files else []
print(reasons, [what for _, what in landed.reports])
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024)
"""


def _write_many(path: Path, head: bytes, line: bytes, count: int) -> None:
    with path.open("wb") as file:
        file.write(head)
        for _ in range(count // 1000):
            file.write(line * 1000)


def _bomb(inbox: Path) -> None:
    with gzip.open(inbox / "a.txt.gz", "wb", 1) as file:
        for _ in range(1024):
            file.write(b"\0" * MEBIBYTE)


def _jsonl_bomb(inbox: Path) -> None:
    with gzip.open(inbox / "a.jsonl.gz", "wb", 1) as file:
        file.write(b'{"text": "')
        for _ in range(1024):
            file.write(b"a" * MEBIBYTE)
        file.write(b'"}\n')


def _long_line(inbox: Path) -> None:
    _write_many(inbox / "a.txt", HEAD.encode(), b"a" * 100, 1_000_000)


def _long_jsonl_line(inbox: Path) -> None:
    _write_many(inbox / "a.jsonl", b'{"text": "', b"a" * 100, 1_000_000)


def _credits(inbox: Path) -> None:
    _write_many(inbox / "a.txt", HEAD.encode(), "Ann as\u00a0\u00a0Bo\n".encode(), 1_000_000)


def _reviews(inbox: Path) -> None:
    _write_many(inbox / "a.txt", f"{HEAD}Reviews\n\n".encode(), b"ann\n1984/09/19\n", 1_000_000)


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (_bomb, "too_large"),
        (_jsonl_bomb, "unpacks to more than the limit"),
        (_long_line, "too_large"),
        (_long_jsonl_line, "too_large"),
        (_credits, "too_large"),
        (_reviews, "too_large"),
    ],
)
def test_a_hostile_file_is_bounded(
    write: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    (tmp_path / "inbox").mkdir()
    write(tmp_path / "inbox")
    done = subprocess.run(
        [sys.executable, "-c", STEP, str(tmp_path)], capture_output=True, text=True, check=True
    )
    outcome, peak = done.stdout.splitlines()
    assert said in outcome
    assert int(peak) <= MOST_MEMORY


def pages_at_the_limits() -> dict[str, tuple[str, str, int]]:
    """Give by reason a page at a limit, what is one too many, and the line where it begins."""
    lines, records, head = template.MOST_LINES, template.MOST_RECORDS, HEAD.count("\n")
    review = "ann\n1984/09/19\n\nfine\n\n... more\n"
    return {
        "too_many_lines": (HEAD + "\n" * (lines - head - 1), "\n", lines + 1),
        "line_too_long": (f"{HEAD}{'a' * template.LONGEST_LINE}", "a", head + 1),
        "too_many_records": (
            f"{HEAD}Reviews\n\n{review * records}"[:-1],
            f"\n{review}",
            head + 3 + 6 * records,
        ),
    }


@pytest.mark.parametrize("reason", ["too_many_lines", "line_too_long", "too_many_records"])
def test_a_page_beyond_a_limit_is_quarantined_and_one_at_it_is_not(
    reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template, "MOST_RECORDS", 1_000)  # so that other limits are not met
    text, more, line_number = pages_at_the_limits()[reason]
    assert read_page(text.encode()).quarantine_reason is None
    page = read_page(f"{text}{more}".encode())
    assert page.quarantine_reason == reason
    (defect,) = page.defects
    assert (defect.defect_kind, defect.line_number) == (reason, line_number)
    lines_before = "\n".join(f"{text}{more}".split("\n")[: line_number - 1]) + "\n"
    assert defect.byte_start == len(lines_before.encode())


def test_credits_and_related_films_have_the_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "MOST_RECORDS", 3)
    people = "".join(f"Ann{n} as\u00a0\u00a0Bo\n" for n in range(4))
    films = "Similar titles\n\n" + "".join(f"X{n}\nX{n}\nX{n} 1999\n\n" for n in range(4))
    assert read_page(f"{HEAD}{people}".encode()).quarantine_reason == "too_many_records"
    assert read_page(f"{HEAD}{films}".encode()).quarantine_reason == "too_many_records"


@pytest.mark.parametrize(
    "character",
    [*map(chr, range(1, 9)), "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x85", "\x9f", "\u200b",
     "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff"],
)  # fmt: skip
def test_a_character_that_may_hide_text_is_flagged_and_kept(character: str) -> None:
    page = read_page(f"{HEAD}A composer{character} is envied.\n".encode())
    (defect,) = page.defects
    assert (defect.defect_kind, defect.is_left_out) == ("suspicious_character", False)
    assert defect.line_number == HEAD.count("\n") + 1
    assert page.film and page.film.synopsis == f"A composer{character} is envied."


@pytest.mark.parametrize(
    "text",
    ["\u00a0", "\t", "é", "\u2019", "\u2028", "日本", "🎬", "👩\u200d🚀", "\u200e", "\u00ad"],
)
def test_other_characters_are_not_flagged(text: str) -> None:
    assert read_page(f"{HEAD}A composer{text} is envied.\n".encode()).defects == ()
