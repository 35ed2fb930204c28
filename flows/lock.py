"""One writer a warehouse: whoever changes it holds its lock, as long as the process lives."""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TextIO

from flows.errors import WarehouseBusy
from flows.settings import Settings

_HOLDER = re.compile(r"process (\d+), since ")
_LOOKS = 100  # a hundredth of a second apart


@contextmanager
def lock(settings: Settings) -> Iterator[None]:
    """Hold this warehouse as its one writer.

    The lock ends with this process and the dbt that it started, however they end: a killed run
    whose dbt still writes is not over.

    Raises:
        WarehouseBusy: another process holds it; the message names it and since when.

    """
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    with settings.lock.open("a+") as holder:
        try:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WarehouseBusy(
                f"Another run holds this warehouse ({_named(holder) or 'just started'}). "
                "Wait until it has ended, then run again."
            ) from None
        os.set_inheritable(holder.fileno(), True)
        holder.truncate(0)
        holder.write(f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        holder.flush()
        yield


def _named(holder: TextIO) -> str:
    """Give what the holder says of itself; what is there may still be of the one before."""
    text = ""
    for _ in range(_LOOKS):
        holder.seek(0)
        text = holder.read().strip()
        named = _HOLDER.match(text)
        if named and _is_alive(int(named[1])):
            break
        time.sleep(0.01)
    return text


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        pass
    return True


def is_held(settings: Settings) -> bool:
    """Say whether a run holds this warehouse now."""
    try:
        with lock(settings):
            return False
    except WarehouseBusy:
        return True
