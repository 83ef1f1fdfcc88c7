"""A server that answers what a test tells it to, on loopback, with or without TLS."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.hub_fixtures import fake_time, hub, hub_dsn, hub_url, postgres

__all__ = [
    "certificate",
    "fake_hub",
    "fake_time",
    "hub",
    "hub_dsn",
    "hub_url",
    "postgres",
    "tls_hub",
]


@dataclass(slots=True)
class Canned:
    """One answer. `before` runs when the request was read, `drip` sends one byte per call of it
    for as long as it says True. `cut`: the connection breaks after so many bytes of the body.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], object] | None = None
    drip: Callable[[], bool] | None = None
    cut: int | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class FakeHub:
    """Answers with what is next in `script`, then with `canned`, whatever is asked, and keeps what
    was asked.
    """

    url: str
    canned: Canned
    script: list[Canned] = field(default_factory=list)
    seen: list[Got] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    connections: int = 0


def _handler(hub: FakeHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            hub.connections += 1
            super().setup()

        def do_POST(self) -> None:
            self.answer()

        def do_GET(self) -> None:
            self.answer()

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            hub.seen.append(Got(self.command, self.path, dict(self.headers.items()), body))
            canned = hub.script.pop(0) if hub.script else hub.canned
            if canned.before is not None:
                canned.before()
            self.send_response(canned.status)
            length = 10**6 if canned.drip else len(canned.body)
            for name, value in {"Content-Length": str(length), **canned.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(canned.body[: canned.cut])
                self.close_connection = self.close_connection or canned.cut is not None
                while canned.drip is not None and canned.drip():
                    self.wfile.write(b" ")
            except OSError:
                self.close_connection = True  # The till hung up, as the test wants.

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
            """Keep quiet."""

    return Handler


def _serve(hub: FakeHub, tls: ssl.SSLContext | None) -> Iterator[FakeHub]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if tls is not None:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    hub.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hub
    finally:
        hub.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def fake_hub() -> Iterator[FakeHub]:
    yield from _serve(FakeHub("", Canned()), None)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A self-signed certificate for 127.0.0.1, in one file with its key, and its SHA-256."""

    path: Path
    pin: str


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hq")])
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "hq.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + cert.public_bytes(serialization.Encoding.PEM)
    )
    return Certificate(path, cert.fingerprint(hashes.SHA256()).hex())


@pytest.fixture
def tls_hub(certificate: Certificate) -> Iterator[FakeHub]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.path)
    yield from _serve(FakeHub("", Canned()), context)
