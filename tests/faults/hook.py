"""Faults from within Python, where system calls cannot be traced: files that Python itself opens,
renames, syncs, links or removes. What Polars and DuckDB write by themselves is not seen.
"""

import errno
import os
import signal
import sys
from pathlib import Path
from typing import Any

EVENTS = {
    "os.rename": "rename",
    "os.remove": "unlink",
    "os.rmdir": "rmdir",
    "os.mkdir": "mkdir",
    "os.symlink": "symlink",
    "os.chmod": "chmod",
    "os.truncate": "ftruncate",
    "fsync": "fsync",
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_events: list[tuple[str, str]] = []


def arm(fault: str, call: str, path: str, number: str) -> None:
    """Let a call on a path fail or kill this process; `record` prints all calls at the end."""
    _announce_syncs()
    seen = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        name, where = _read(event, arguments)
        if not name:
            return
        if fault == "record":
            print(name, where, flush=True)
        elif (name, where) == (call, path):
            seen += 1
            if seen == int(number):
                _strike(fault)

    sys.addaudithook(watch)


def _read(event: str, arguments: tuple[Any, ...]) -> tuple[str, str]:
    """Give the name of a call that writes, and its path; two empty words for any other."""
    if event == "open":
        path, _, flags = arguments
        is_write = isinstance(flags, int) and bool(flags & _WRITES) and isinstance(path, str | Path)
        return ("openat", str(path)) if is_write else ("", "")
    if event not in EVENTS:
        return "", ""
    return EVENTS[event], str(arguments[1 if event == "os.symlink" else 0])


def _announce_syncs() -> None:
    """Python has no event for fsync: make one."""
    fsync = os.fsync

    def announced(handle: int) -> None:
        sys.audit("fsync", os.readlink(f"/proc/self/fd/{handle}"))
        fsync(handle)

    os.fsync = announced


def _strike(fault: str) -> None:
    print("delivered", flush=True)
    if fault == "KILL":
        signal.raise_signal(signal.SIGKILL)
    raise OSError(getattr(errno, fault), os.strerror(getattr(errno, fault)))
