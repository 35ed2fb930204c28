"""The walls around the pages: who may ask, what a page may load, and that nothing else listens."""

import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from dashboards.server import HOSTS, POLICY
from tests.dashboards.browser import served


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nothing")


@pytest.fixture(scope="module")
def alone(home: Path) -> Iterator[str]:
    """A server of a warehouse in which nothing was published."""
    with served(home) as address:
        yield address


def answer(address: str, **headers: str) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request) as found:
            return found.status, {name.lower(): value for name, value in found.headers.items()}
    except HTTPError as error:
        return error.code, {}


def test_every_answer_carries_the_policy(alone: str) -> None:
    for path in ("/", "/film", "/_stcore/health", "/static/nothing.js"):
        status, headers = answer(f"{alone}{path}")
        policy = headers.get("content-security-policy", "")
        assert status == 404 or "default-src 'none'" in policy, path
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.split("style-src")[0]
        assert headers.get("x-content-type-options", "nosniff") == "nosniff"
    assert "frame-ancestors 'none'" in POLICY


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "[::1]", ""])
def test_another_host_name_is_refused(host: str, alone: str) -> None:
    assert answer(alone, Host=host)[0] == 400


@pytest.mark.parametrize("host", HOSTS)
def test_its_own_names_are_served(host: str, alone: str) -> None:
    assert answer(alone, Host=f"{host}:1")[0] == 200


@pytest.mark.parametrize(("host", "origin", "status"), [
    ("127.0.0.1", "http://127.0.0.1:{port}", 101),
    ("example.org", "http://127.0.0.1:{port}", 403),
    ("127.0.0.1", "http://example.org", 403),
])  # fmt: skip
def test_a_socket_is_opened_for_its_own_pages_only(
    host: str, origin: str, status: int, alone: str
) -> None:
    port = int(alone.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port)) as line:
        wish = (
            "GET /_stcore/stream HTTP/1.1", f"Host: {host}:{port}", "Upgrade: websocket",
            "Connection: Upgrade", f"Origin: {origin.format(port=port)}",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==", "", "",
        )  # fmt: skip
        line.sendall("\r\n".join(wish).encode())
        assert int(line.recv(4096).split()[1]) == status


def test_it_listens_on_this_machine_alone(alone: str) -> None:
    port = int(alone.rsplit(":", 1)[1])
    addresses = {one[4][0] for one in socket.getaddrinfo(socket.gethostname(), port)}
    for address in addresses - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError), socket.create_connection((address, port), timeout=2):
            pass
