"""A step once under watch, to list its calls that write; then again with a fault at one of them.

By strace where it is there and may trace, else by the hook inside Python.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flows.settings import PROJECT, Settings

FAULTS = ("KILL", "EIO", "ENOSPC")
WRITING = (
    "openat,creat,write,pwrite64,writev,pwritev,pwritev2,rename,renameat,renameat2,fsync,fdatasync,"
    "ftruncate,truncate,unlink,unlinkat,rmdir,symlink,symlinkat,mkdir,mkdirat,link,linkat,chmod,"
    "fchmod,fchmodat,copy_file_range,sendfile,fallocate,sync_file_range,msync"
)
_ONE_THREAD = {**os.environ, "POLARS_MAX_THREADS": "1"}  # makes the same calls each time
_LINE = re.compile(r"(\d+) +(\w+)\((.*)")
_OPENS_TO_WRITE = re.compile(r"O_WRONLY|O_RDWR|O_CREAT")


class Call(NamedTuple):
    """The number-th call of this name on a path below home, as one thread counts."""

    name: str
    path: str
    number: int


@cache
def can_trace() -> bool:
    if not shutil.which("strace"):
        return False
    probe = ["strace", "-qq", "-e", "trace=none", "true"]
    return subprocess.run(probe, capture_output=True).returncode == 0


def calls_of(step: str, settings: Settings, *, is_traced: bool) -> list[Call]:
    """Carry a step out, undisturbed, and list its calls that write."""
    if not is_traced:
        return _recorded(step, settings)
    log = settings.home.with_suffix(".trace")
    watch = ["strace", "-f", "--seccomp-bpf", "-q", "-y", "-o", str(log), "-e", f"trace={WRITING}"]
    done = _run([*watch, *_command(step, settings)])
    assert done.returncode == 0, done.stderr
    return _listed(log.read_text(errors="replace"), settings.home)


def deliver(fault: str, call: Call, step: str, settings: Settings, *, is_traced: bool) -> bool:
    """Carry a step out with a fault at a call; say whether the fault was delivered."""
    path = str(settings.home / call.path)
    if not is_traced:
        words = (fault, call.name, path, str(call.number))
        return "delivered" in _run([*_command(step, settings), *words]).stdout
    log = settings.home.with_suffix(".trace")
    kind = "signal=KILL" if fault == "KILL" else f"error={fault}"
    watch = [
        *("strace", "-f", "-q", "-y", "-o", str(log), "-P", path),
        *("-e", f"trace={call.name}", "-e", f"inject={call.name}:{kind}:when={call.number}"),
        *(() if fault == "KILL" else ("--seccomp-bpf",)),  # which does not let signals through
    ]
    _run([*watch, *_command(step, settings)])
    text = log.read_text(errors="replace")
    return ("killed by SIGKILL" if fault == "KILL" else "(INJECTED)") in text


def _command(step: str, settings: Settings) -> list[str]:
    where = (str(settings.home), str(settings.pages_per_pack))
    return [sys.executable, "-m", "tests.faults.steps", step, *where]


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=PROJECT, env=_ONE_THREAD, capture_output=True, text=True)


def _listed(trace: str, home: Path) -> list[Call]:
    """Number the calls by thread, name and path: so does strace when it injects."""
    numbers: Counter[tuple[str, str, str]] = Counter()
    found: dict[Call, None] = {}
    for line in trace.splitlines():
        match = _LINE.match(line)
        path = match and _path(match[3], home)
        if not match or path is None:
            continue
        thread, name, rest = match.groups()
        numbers[thread, name, path] += 1
        if name != "openat" or _OPENS_TO_WRITE.search(rest):
            found[Call(name, path, numbers[thread, name, path])] = None
    return list(found)


def _path(arguments: str, home: Path) -> str | None:
    """Give the path below home that a call names first: strace knows a renamed file by that."""
    found = re.search(rf'["<]{re.escape(str(home))}/([^">]*)[">]', arguments)
    return found and found[1]


def _recorded(step: str, settings: Settings) -> list[Call]:
    done = _run([*_command(step, settings), "record", "", "", "0"])
    assert done.returncode == 0, done.stderr
    home = settings.home
    numbers: Counter[tuple[str, str]] = Counter()
    calls = []
    for line in done.stdout.splitlines():
        name, _, path = line.partition(" ")
        if path.startswith(f"{home}/"):
            numbers[name, path] += 1
            calls.append(Call(name, str(Path(path).relative_to(home)), numbers[name, path]))
    return calls


def carry_out(step: str, settings: Settings) -> None:
    """Carry a step out, undisturbed and unwatched."""
    done = _run(_command(step, settings))
    assert done.returncode == 0, done.stderr
