"""Inbox → raw pages, one at a time: which files there are, and what their places tell.

Every file that is not read is reported with its name. Nothing is moved or changed.
"""

import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from flows.contents import File, RawPage, Report, read_jsonl, read_text
from flows.settings import Settings
from flows.store import UNIT_SEPARATOR

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ENDINGS = (".txt", ".txt.gz", ".jsonl", ".jsonl.gz")


def files(inbox: Path, report: Report) -> Iterator[File]:
    """Give every file of a folder (or the one file) in the order of their names."""
    return _walk(inbox, report) if inbox.is_dir() else _single(inbox, report)


def read_file(file: File, settings: Settings, report: Report) -> Iterator[RawPage]:
    """Give every page of a file."""
    try:
        if file.path.endswith((".jsonl", ".jsonl.gz")):
            yield from read_jsonl(file, settings, report)
        else:
            yield read_text(file, settings, report)
    except OSError as error:
        report(file.origin, _unreadable(error))


def _unreadable(error: OSError) -> str:
    return f"could not be read: {error.strerror}"


def _single(path: Path, report: Report) -> Iterator[File]:
    yield from _accepted([str(path)], path.parent, report)


def _walk(root: Path, report: Report) -> Iterator[File]:
    """Walk below a folder without leaving it: its files, then its folders, in order of names.

    No recursion: a folder may be nested deeper than Python's stack.
    """
    waiting = [str(root)]
    while waiting:
        entries = _entries(root, waiting.pop(), report)
        folders = [one.path for one in entries if one.is_dir(follow_symlinks=False)]
        waiting.extend(reversed(folders))
        others = (one.path for one in entries if not one.is_dir(follow_symlinks=False))
        yield from _accepted(others, root, report)


def _entries(root: Path, folder: str, report: Report) -> list[os.DirEntry[str]]:
    """Give what a folder holds but for hidden names, and report a folder that is no day."""
    name = os.path.basename(folder)
    if _DAY.fullmatch(name) and not _day(name):
        report(_origin(root, folder), "is no day of the calendar; not taken as captured_at")
    try:
        with os.scandir(folder) as found:
            shown = [one for one in found if not one.name.startswith(".")]
    except OSError as error:
        report(_origin(root, folder), f"folder could not be read: {error.strerror}")
        return []
    return sorted(shown, key=lambda one: one.name)


def _accepted(paths: Iterable[str], root: Path, report: Report) -> Iterator[File]:
    real_root = os.path.realpath(root)
    for path in paths:
        try:
            if reason := _refusal(path, real_root):
                report(_origin(root, path), reason)
            else:
                yield _file(root, path)
        except OSError as error:
            report(_origin(root, path), _unreadable(error))


def _refusal(path: str, real_root: str) -> str | None:
    if os.path.islink(path):
        target = os.path.realpath(path) + os.sep
        if not target.startswith(real_root + os.sep):
            return "is a link that leaves the inbox; not followed"
        if os.path.isdir(path):
            return "is a link to a folder; not followed"
    if not os.path.isfile(path):
        return "is no regular file; skipped"
    if not path.endswith(_ENDINGS):
        return f"does not end in {', '.join(_ENDINGS)}; skipped"
    return None


def _file(root: Path, path: str) -> File:
    stat = os.stat(path)
    place = _origin(root, path), _text(root.name) or "inbox", _day_of(path)
    return File(path, *place, stat.st_size, stat.st_mtime_ns)


def _origin(root: Path, path: str) -> str:
    return _text(os.path.relpath(path, root)).replace(os.sep, "/")


def _text(name: str) -> str:
    """Give a file name as text, bytes that are no UTF-8 and the keys' separator spelled out."""
    text = os.fsencode(name).decode(errors="backslashreplace")
    return text.replace(UNIT_SEPARATOR, "\\x1f")


def _day_of(path: str) -> datetime | None:
    days = map(_day, reversed(path.split(os.sep)[:-1]))
    return next(filter(None, days), None)


def _day(name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(name) if _DAY.fullmatch(name) else None
    except ValueError:
        return None
