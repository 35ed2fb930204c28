"""The schedule, unattended: a Prefect server on this machine, and the flow served by it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.errors import FilmhouseError
from flows.settings import Settings, set_prefect_environment
from flows.terminal import OUT, plain

_STARTUP_SECONDS = 120


def serve(settings: Settings) -> int:
    """Run the pipeline on the settings' cron or interval until interrupted.

    Raises:
        FilmhouseError: the server did not start; its log says why.

    """
    set_prefect_environment(settings)
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    with server(settings):
        from flows import pipeline

        when = settings.cron or f"every {settings.interval_seconds:,} s"
        OUT.print(plain(f"Running {when}, until Ctrl-C. Runs: {_interface()}"), soft_wrap=True)
        pipeline.serve(
            settings.home,
            settings.inboxes,
            cron=settings.cron,
            interval=settings.interval_seconds,
        )
    return 0


@contextmanager
def server(settings: Settings) -> Iterator[None]:
    """Start a server for as long as the schedule runs, unless the environment names one."""
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    port = _free_port()
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    log = settings.warehouse / "prefect-server.log"
    command = [sys.executable, "-m", "prefect", "server", "start"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait_until_healthy(server, str(log))
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_until_healthy(server: "subprocess.Popen[bytes]", log: str) -> None:
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with directly.open(f"{os.environ['PREFECT_API_URL']}/health", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise FilmhouseError(f"The Prefect server did not start. What it said: {log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _interface() -> str:
    return os.environ["PREFECT_API_URL"].removesuffix("/api")
