"""One writer a warehouse: whoever changes it holds its lock, as long as the process lives."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flows.errors import WarehouseBusy
from flows.settings import Settings


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
            holder.seek(0)
            raise WarehouseBusy(
                f"Another run holds this warehouse ({holder.read().strip() or 'just started'}). "
                "Wait until it has ended, then run again."
            ) from None
        os.set_inheritable(holder.fileno(), True)
        holder.truncate(0)
        holder.write(f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        holder.flush()
        yield


def is_held(settings: Settings) -> bool:
    """Say whether a run holds this warehouse now."""
    try:
        with lock(settings):
            return False
    except WarehouseBusy:
        return True
