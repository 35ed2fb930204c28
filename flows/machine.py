"""What this machine or container allows: cores, memory, disk; and what time it is.

DuckDB's sizes are texts.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

_MEBIBYTE = 1024 * 1024


def now() -> datetime:
    """Give the time in UTC, without a zone, as all tables have it."""
    return datetime.now(UTC).replace(tzinfo=None)


def core_count() -> int:
    """Give the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def share_of_memory() -> str:
    """Give a quarter of the memory that this process may use, at least 512 MB."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text("ascii").strip()
        total = min(total, int(limit))
    except (OSError, ValueError):  # no control group, or one without a limit
        pass
    return f"{max(512, total // 4 // _MEBIBYTE)}MB"


def half_of_disk(folder: Path) -> str:
    """Give about half of what is free where a folder lies, or will.

    It is a power of two, so that it stays the same from run to run: dbt reads its project anew
    when a variable of its profile is another.
    """
    there = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(there).free // _MEBIBYTE
    return f"{1 << max(0, free.bit_length() - 2)}MB"
