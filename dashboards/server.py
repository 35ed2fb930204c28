"""The server of the dashboards: on this machine alone; browsers are told what a page may load.

Streamlit escapes what it shows; the policy is a second wall behind it.
"""

import hashlib
import os
import re
from base64 import b64encode
from importlib import import_module
from pathlib import Path
from typing import Any

from flows.errors import WrongUsage
from flows.settings import Settings

APP = Path(__file__).with_name("app.py")
HOST = "127.0.0.1"
HOSTS = [HOST, "localhost"]
POLICY = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {sockets}; "
    "manifest-src 'self'; worker-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


class Policy:
    """ASGI middleware that sends the policy with every answer."""

    def __init__(self, app: Any, port: int) -> None:
        self.app = app
        sockets = " ".join(f"ws://{host}:{port}" for host in HOSTS)
        policy = POLICY.format(sockets=sockets, scripts=_inline_scripts())
        headers = {**HEADERS, "content-security-policy": policy}
        self.headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, with the policy added to the head of its answer."""

        async def add(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self.headers]
            await send(message)

        await self.app(scope, receive, add)


def serve(settings: Settings, port: int) -> None:
    """Serve the dashboards of a warehouse until Ctrl-C.

    Raises:
        WrongUsage: the port is taken.

    """
    os.environ["FILMHOUSE_HOME"] = str(settings.home)
    import uvicorn

    _refuse_taken(port)
    uvicorn.run(application(port), host=HOST, port=port, log_level="error", ws_max_size=1024 * 1024)


def application(port: int) -> Any:
    """Make the ASGI application; what its pages need is imported now, not at the first visit."""
    import streamlit
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    class TrustedHost(TrustedHostMiddleware):
        """Of requests; sockets are refused by Streamlit itself (server.allowedHosts)."""

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            is_request = scope["type"] == "http"
            await (super().__call__ if is_request else self.app)(scope, receive, send)

    for heavy in ("altair", "pandas", "polars", "flows.explain"):
        import_module(heavy)
    walls = [Middleware(TrustedHost, allowed_hosts=HOSTS), Middleware(Policy, port=port)]
    return streamlit.App(APP, middleware=walls)


def _inline_scripts() -> str:
    """Give the hashes of the scripts that stand in Streamlit's own page; no other may run."""
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = (b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts)
    return " ".join(f"'sha256-{one}'" for one in hashes)


def _refuse_taken(port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise WrongUsage(
                f"Port {port} of {HOST} cannot be used: something else may serve there. "
                "Name another with --port."
            ) from None
