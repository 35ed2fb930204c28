"""What an inbox may hold: every ending, place, time and damage; nothing stops the others."""

import builtins
import gzip
import hashlib
import json
import os
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flows import contents as module
from flows.contents import RawPage
from flows.inbox import files, read_file
from flows.settings import Settings


class Read(NamedTuple):
    pages: list[RawPage]
    reports: dict[str, str]

    @property
    def origins(self) -> list[str]:
        return [page.origin for page in self.pages]

    @property
    def contents(self) -> list[bytes | None]:
        return [page.page_bytes for page in self.pages]


def read(path: Path, settings: Settings, **knobs: int) -> Read:
    reports: dict[str, str] = {}
    return Read(list(read_all(path, replace(settings, **knobs), reports)), reports)


def read_all(path: Path, settings: Settings, reports: dict[str, str]) -> Iterator[RawPage]:
    for file in files(path, reports.__setitem__):
        yield from read_file(file, settings, reports.__setitem__)


def key(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_reads_every_ending_at_every_depth_in_order_of_names(
    settings: Settings, inbox: Path
) -> None:
    (inbox / "b/c").mkdir(parents=True)
    (inbox / "z.txt").write_bytes(b"1")
    (inbox / "a.txt.gz").write_bytes(gzip.compress(b"2"))
    (inbox / "b/a.jsonl").write_bytes(lines({"text": "3"}, {"text": "4"}))
    (inbox / "b/c/a.jsonl.gz").write_bytes(gzip.compress(lines({"text": "5"})))
    found = read(inbox, settings)
    origins = ["a.txt.gz", "z.txt", "b/a.jsonl#1", "b/a.jsonl#2", "b/c/a.jsonl.gz#1"]
    assert found.origins == origins
    assert found.contents == [b"2", b"1", b"3", b"4", b"5"]
    assert {page.source_name for page in found.pages} == {"inbox"}
    assert [page.page_key for page in found.pages] == [key(b) for b in found.contents if b]
    assert found.reports == {}


def test_hidden_names_are_left_out_and_unknown_endings_reported(
    settings: Settings, inbox: Path
) -> None:
    (inbox / ".git").mkdir()
    for name in (".gitkeep", ".a.txt", ".git/a.txt", "a.html", "a.TXT", "txt", "a.gz"):
        (inbox / name).write_bytes(b"x")
    found = read(inbox, settings)
    assert found.pages == []
    assert sorted(found.reports) == ["a.TXT", "a.gz", "a.html", "txt"]
    assert "does not end in .txt" in found.reports["a.html"]


def test_links_are_followed_only_to_files_inside(
    settings: Settings, inbox: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "inbox-secret"  # begins like the inbox
    outside.mkdir()
    (outside / "a.txt").write_bytes(b"secret")
    (inbox / "sub").mkdir()
    (inbox / "sub/real.txt").write_bytes(b"real")
    targets = {
        "inside.txt": "sub/real.txt",
        "out.txt": "../inbox-secret/a.txt",
        "absolute.txt": str(outside / "a.txt"),
        "broken.txt": "nowhere.txt",
        "loop.txt": "loop.txt",
        "out": "../inbox-secret",
        "in": "sub",
        "up": ".",
    }
    for name, target in targets.items():
        (inbox / name).symlink_to(target)
    found = read(inbox, settings)
    assert found.origins == ["inside.txt", "sub/real.txt"]
    assert found.contents == [b"real", b"real"]
    assert sorted(found.reports) == sorted(set(targets) - {"inside.txt"})
    assert all("leaves the inbox" in found.reports[n] for n in ("out.txt", "absolute.txt", "out"))
    assert all("link to a folder" in found.reports[name] for name in ("in", "up"))


def test_what_is_no_file_is_not_opened(settings: Settings, inbox: Path) -> None:
    os.mkfifo(inbox / "a.txt")
    (inbox / "b.txt").write_bytes(b"b")
    found = read(inbox, settings)
    assert found.origins == ["b.txt"]
    assert found.reports == {"a.txt": "is no regular file; skipped"}
    assert read(inbox / "a.txt", settings).reports.keys() == {"a.txt"}


def test_an_unreadable_file_or_folder_is_reported_and_the_rest_read(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.jsonl", "d.txt"):
        (inbox / name).write_bytes(b'{"text": "x"}\n')
    (inbox / "e").mkdir()

    def refuse(path: Any, *rest: Any, **more: Any) -> Any:
        if Path(path).name in ("b.txt", "c.jsonl"):
            raise PermissionError(13, "Permission denied", path)
        return builtins.open(path, *rest, **more)

    monkeypatch.setattr(module, "open", refuse, raising=False)
    reports: dict[str, str] = {}
    pages = read_all(inbox, settings, reports)
    first = next(pages)
    (inbox / "e").rmdir()  # after its name was read
    assert [first.origin, *(page.origin for page in pages)] == ["a.txt", "d.txt"]
    assert reports == {
        "b.txt": "could not be read: Permission denied",
        "c.jsonl": "could not be read: Permission denied",
        "e": "folder could not be read: No such file or directory",
    }


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        (b"new\nline.txt", "new\nline.txt"),
        (b"caf\xe9.txt", "caf\\xe9.txt"),
        ("é 'quoted\" <b>.txt".encode(), "é 'quoted\" <b>.txt"),
        (b"...txt", None),
        (b"a\\..\\..\\up.txt", "a\\..\\..\\up.txt"),
        (b"a\x1fb.txt", "a\\x1fb.txt"),
        (b"x" * 246 + b".txt", "x" * 246 + ".txt"),
        (b"$(reboot);--.txt", "$(reboot);--.txt"),
    ],
)
def test_a_file_may_have_any_name(
    name: bytes, origin: str | None, settings: Settings, inbox: Path
) -> None:
    (inbox / os.fsdecode(name)).write_bytes(b"x")
    found = read(inbox, settings)
    assert found.origins == ([origin] if origin else [])
    assert "".join(found.origins).encode() is not None


def test_folders_may_be_nested_deeper_than_the_stack(settings: Settings, inbox: Path) -> None:
    depth, here = 1000, os.open(inbox, os.O_RDONLY)
    handles = [here]
    for _ in range(depth):
        os.mkdir("a", dir_fd=here)
        here = os.open("a", os.O_RDONLY, dir_fd=here)
        handles.append(here)
    try:
        os.close(os.open("p.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        assert read(inbox, settings).origins == ["a/" * depth + "p.txt"]
    finally:
        os.unlink("p.txt", dir_fd=here)
        for handle in reversed(handles[:-1]):
            os.rmdir("a", dir_fd=handle)
        for handle in handles:
            os.close(handle)


def test_a_single_file_is_an_inbox(settings: Settings, inbox: Path) -> None:
    (inbox / "one.txt").write_bytes(b"1")
    (inbox / "two.txt").write_bytes(b"2")
    (found,) = read(inbox / "one.txt", settings).pages
    assert (found.source_name, found.origin, found.page_bytes) == ("inbox", "one.txt", b"1")


def test_an_empty_file_is_a_page_without_bytes(settings: Settings, inbox: Path) -> None:
    (inbox / "a.txt").touch()
    (inbox / "b.txt.gz").touch()
    (inbox / "c.jsonl").touch()
    (inbox / "d.jsonl.gz").touch()
    found = read(inbox, settings)
    assert found.contents == [b"", b""]
    assert found.reports == {}


@pytest.mark.parametrize(("size", "is_kept"), [(999, True), (1000, True), (1001, False)])
@pytest.mark.parametrize("ending", ["txt", "txt.gz", "jsonl"])
def test_a_page_above_the_limit_keeps_only_hash_and_count(
    size: int, is_kept: bool, ending: str, settings: Settings, inbox: Path
) -> None:
    text = b"x" * size
    packed = {"txt": text, "txt.gz": gzip.compress(text), "jsonl": lines({"text": text.decode()})}
    (inbox / f"a.{ending}").write_bytes(packed[ending])
    (found,) = read(inbox, settings, max_page_bytes=1000).pages
    assert found.page_bytes == (text if is_kept else None)
    if ending == "txt.gz" and not is_kept:  # unpacked no further: known by its own bytes
        text = packed[ending]
    assert (found.page_key, found.byte_count) == (key(text), len(text))


def test_a_huge_file_is_read_in_bounded_memory(settings: Settings, inbox: Path) -> None:
    size = 64 * 1024 * 1024
    for name in ("a.txt", "b.jsonl"):
        with (inbox / name).open("wb") as file:
            file.truncate(size)
    tracemalloc.start()
    found = read(inbox, settings, max_page_bytes=1000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(page.page_bytes, page.byte_count) for page in found.pages] == [(None, size)] * 2
    assert peak < 5 * 1024 * 1024


def test_a_gzip_bomb_is_not_unpacked(settings: Settings, inbox: Path) -> None:
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    (inbox / "a.txt.gz").write_bytes(bomb)
    (inbox / "b.jsonl.gz").write_bytes(bomb)
    (inbox / "c.txt").write_bytes(b"c")
    tracemalloc.start()
    found = read(inbox, settings, max_page_bytes=1000, max_unpacked_bytes=2_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * 1024 * 1024
    assert found.origins == ["a.txt.gz", "c.txt"]
    assert found.pages[0].page_key == key(bomb)
    assert "more than the limit" in found.reports["b.jsonl.gz#2"]


def test_only_what_is_unpacked_counts_for_the_limit_of_unpacking(
    settings: Settings, inbox: Path
) -> None:
    text = lines(*({"text": str(number)} for number in range(100)))
    (inbox / "a.jsonl").write_bytes(text)
    (inbox / "b.jsonl.gz").write_bytes(gzip.compress(text))
    found = read(inbox, settings, max_unpacked_bytes=len(text) // 2)
    origins = found.origins
    assert sum(origin.startswith("a.jsonl#") for origin in origins) == 100
    assert 0 < sum(origin.startswith("b.jsonl.gz#") for origin in origins) < 100


def _flipped(packed: bytes) -> bytes:
    middle = len(packed) // 2
    return packed[:middle] + bytes([packed[middle] ^ 0xFF]) + packed[middle + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda packed: packed[:-12],
        lambda packed: packed[:5],
        lambda packed: packed[:-8] + b"\0" * 8,
        lambda packed: packed + b"junk",
        _flipped,
        lambda _packed: b"no gzip at all",
    ],
)
def test_a_damaged_archive_is_a_page_of_its_own_bytes(
    damage: Any, settings: Settings, inbox: Path
) -> None:
    damaged = damage(gzip.compress(hashlib.sha512(b"x").hexdigest().encode()))
    (inbox / "a.txt.gz").write_bytes(damaged)
    (inbox / "b.txt").write_bytes(b"b")
    assert read(inbox, settings).contents == [damaged, b"b"]


def test_an_archive_may_have_several_members(settings: Settings, inbox: Path) -> None:
    (inbox / "a.txt.gz").write_bytes(gzip.compress(b"a") + gzip.compress(b"b"))
    assert read(inbox, settings).contents == [b"ab"]


@pytest.mark.parametrize("damage", [lambda packed: packed[: len(packed) * 2 // 3], _flipped])
def test_a_damaged_jsonl_archive_keeps_the_lines_before(
    damage: Any, settings: Settings, inbox: Path
) -> None:
    texts = [hashlib.sha512(str(number).encode()).hexdigest() * 4 for number in range(200)]
    damaged = damage(gzip.compress(lines(*({"text": text} for text in texts))))
    (inbox / "a.jsonl.gz").write_bytes(damaged)
    found = read(inbox, settings)
    count = len(found.pages)
    assert 50 < count <= 200
    assert found.contents[:50] == [text.encode() for text in texts[:50]]
    (place,) = found.reports
    assert place == f"a.jsonl.gz#{count + 1}"
    assert "archive not read on" in found.reports[place]


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"[1, 2]",
        b"42",
        b'"text"',
        b"null",
        b'{"url": "u"}',
        b'{"text": 5}',
        b'{"text": null}',
        b'{"text": ["a"]}',
        b'{"text": "cut',
        b'{"text": "x"} {"text": "y"}',
        b'{"text": "\xff"}',
        b'{"text": "x", "n": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"text":' * 50_000,
        b"\x00\x01\x02",
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_malformed_line_is_a_page_of_its_bytes(
    line: bytes, end: bytes, settings: Settings, inbox: Path
) -> None:
    (inbox / "a.jsonl").write_bytes(b'{"text": "before"}\n' + line + end)
    found = read(inbox, settings)
    assert found.contents == [b"before", line]
    assert found.origins == ["a.jsonl#1", "a.jsonl#2"]
    assert "is no JSON object with a text" in found.reports["a.jsonl#2"]


@pytest.mark.parametrize(
    ("line", "content"),
    [
        (b'{"text": "\\ud800"}', b"\xed\xa0\x80"),
        (b'{"text": "\\ud83c\\udfac"}', "🎬".encode()),
        (b'{"text": "a\\u0000b"}', b"a\0b"),
        (b'\xef\xbb\xbf{"text": "x"}', b"x"),
        (b'  {"text": "x"}  \r', b"x"),
        (b'{"text": ""}', b""),
        (b'{"text": "a\\r\\nb"}', b"a\r\nb"),
    ],
)
def test_a_text_is_kept_byte_for_byte(
    line: bytes, content: bytes, settings: Settings, inbox: Path
) -> None:
    (inbox / "a.jsonl").write_bytes(line + b"\n")
    assert read(inbox, settings).contents == [content]


def test_blank_lines_count_but_are_no_pages(settings: Settings, inbox: Path) -> None:
    (inbox / "a.jsonl").write_bytes(b'\n\r\n   \n{"text": "x"}\n\n{"text": "y"}')
    assert read(inbox, settings).origins == ["a.jsonl#4", "a.jsonl#6"]


def test_a_line_too_long_to_hold_is_known_by_its_hash_and_the_next_one_read(
    settings: Settings, inbox: Path
) -> None:
    huge = json.dumps({"text": "x" * 10_000}).encode()
    (inbox / "a.jsonl").write_bytes(huge + b"\n" + lines({"text": "y"}))
    found = read(inbox, settings, max_page_bytes=1000)
    assert found.contents == [None, b"y"]
    assert found.pages[0].page_key == key(huge + b"\n")
    assert found.origins == ["a.jsonl#1", "a.jsonl#2"]


@pytest.mark.parametrize(
    ("stated", "taken"),
    [
        ("2024-03-04T05:06:07Z", datetime(2024, 3, 4, 5, 6, 7)),
        ("2024-03-04T05:06:07.123456+02:00", datetime(2024, 3, 4, 3, 6, 7, 123456)),
        ("2024-03-04T23:00:00-05:00", datetime(2024, 3, 5, 4)),
        ("2024-03-04", datetime(2024, 3, 4)),
        ("2024-03-04T05:06:07", datetime(2024, 3, 4, 5, 6, 7)),
        ("20240304T050607Z", datetime(2024, 3, 4, 5, 6, 7)),
        ("9999-12-31T23:59:59", datetime(9999, 12, 31, 23, 59, 59)),
        ("0001-01-01T00:00:00+01:00", None),
        ("9999-12-31T23:59:59-01:00", None),
        ("2024-02-30", None),
        ("March 4, 2024", None),
        ("", None),
        (1709528767, None),
        (True, None),
        ({"a": 1}, None),
    ],
)
def test_captured_at_is_the_records_where_it_is_iso_8601(
    stated: Any, taken: datetime | None, settings: Settings, inbox: Path
) -> None:
    folder = inbox / "2020-01-02"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(lines({"text": "x", "captured_at": stated}))
    found = read(inbox, settings)
    assert found.pages[0].captured_at == (taken or datetime(2020, 1, 2))
    assert not found.pages[0].is_captured_at_mtime
    assert bool(found.reports) == (taken is None)


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("2024-03-04/a.txt", datetime(2024, 3, 4)),
        ("2024-03-04/deep/er/a.txt", datetime(2024, 3, 4)),
        ("2023-01-01/x/2024-03-04/a.txt", datetime(2024, 3, 4)),
        ("2024-03-04/2024-02-30/a.txt", datetime(2024, 3, 4)),
        ("2024-3-4/a.txt", None),
        ("x2024-03-04/a.txt", None),
        ("0000-01-01/a.txt", None),
        ("٢٠٢٤-٠٣-٠٤/a.txt", None),
        ("2024-03-04.txt", None),
    ],
)
def test_captured_at_is_the_nearest_day_above_or_the_modification_time(
    place: str, day: datetime | None, settings: Settings, inbox: Path
) -> None:
    (inbox / place).parent.mkdir(parents=True, exist_ok=True)
    (inbox / place).write_bytes(b"x")
    os.utime(inbox / place, (1_700_000_000, 1_700_000_000.5))
    (found,) = read(inbox, settings).pages
    assert found.captured_at == (day or datetime(2023, 11, 14, 22, 13, 20, 500_000))
    assert found.is_captured_at_mtime == (day is None)


def test_a_folder_that_is_no_day_is_reported_once(settings: Settings, inbox: Path) -> None:
    (inbox / "2024-02-30").mkdir()
    for name in ("a.txt", "b.txt"):
        (inbox / "2024-02-30" / name).write_bytes(b"x")
    found = read(inbox, settings)
    assert len(found.pages) == 2
    assert found.reports == {
        "2024-02-30": "is no day of the calendar; not taken as captured_at",
    }


def test_the_day_may_stand_above_the_inbox(settings: Settings, inbox: Path) -> None:
    folder = inbox / "2024-03-04/film.example"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"x")
    (found,) = read(folder, settings).pages
    assert (found.source_name, found.captured_at) == ("film.example", datetime(2024, 3, 4))


@pytest.mark.parametrize("seconds", [1e14, -1e14])
def test_a_modification_time_beyond_the_calendar_stops_nothing(
    seconds: float, settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_bytes(b"x")
    reports: dict[str, str] = {}
    pages = read_all(inbox, settings, reports)
    with monkeypatch.context() as patch:  # few file systems can hold such a time
        patch.setattr(os, "stat", lambda path, **_: _FarStat(path, seconds))
        found = next(pages)
    assert found.captured_at == datetime(1970, 1, 1)
    assert "out of range" in reports["a.txt"]


class _FarStat:
    def __init__(self, path: str, seconds: float) -> None:
        self.st_mode = os.lstat(path).st_mode
        self.st_size = os.lstat(path).st_size
        self.st_mtime_ns = int(seconds * 1e9)


def test_source_and_url_are_the_records(settings: Settings, inbox: Path) -> None:
    stated = {"text": "x", "source": "crawl", "url": "https://film.example/é"}
    (inbox / "a.jsonl").write_bytes(lines(stated))
    (found,) = read(inbox, settings).pages
    assert (found.source_name, found.origin) == ("crawl", "https://film.example/é")


@pytest.mark.parametrize("value", [5, ["x"], {"a": "b"}, True, "x" * 8193])
def test_a_source_or_url_that_is_no_short_text_is_reported_and_not_taken(
    value: Any, settings: Settings, inbox: Path
) -> None:
    (inbox / "a.jsonl").write_bytes(lines({"text": "x", "source": value, "url": value}))
    found = read(inbox, settings)
    assert (found.pages[0].source_name, found.origins) == ("inbox", ["a.jsonl#1"])
    assert "url is no text" in found.reports["a.jsonl#1"]


@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_empty_source_or_url_is_none(value: Any, settings: Settings, inbox: Path) -> None:
    (inbox / "a.jsonl").write_bytes(lines({"text": "x", "source": value, "url": value}))
    found = read(inbox, settings)
    assert (found.pages[0].source_name, found.origins) == ("inbox", ["a.jsonl#1"])
    assert found.reports == {}


@pytest.mark.parametrize(("value", "taken"), [("a\ud800", "a\\ud800"), ("a\x1fb", "a\\x1fb")])
def test_a_source_or_url_cannot_break_a_key(
    value: str, taken: str, settings: Settings, inbox: Path
) -> None:
    (inbox / "a.jsonl").write_bytes(lines({"text": "x", "source": value, "url": value}))
    (found,) = read(inbox, settings).pages
    assert (found.source_name, found.origin) == (taken, taken)
