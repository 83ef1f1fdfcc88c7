"""Serving HTTP: where a hub may listen, and one process that serves until it is told to end."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from sync.hub.app import HubApp
from sync.hub.connections import HubConnection
from sync.hub.errors import InsecureBindError

_GRACE_S: Final = 3
_KEEP_ALIVE_S: Final = 75
_BACKLOG: Final = 256


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. Port 0 takes a free one; a certificate and its key make it https."""

    host: str = "127.0.0.1"
    port: int = 0
    certfile: Path | None = None
    keyfile: Path | None = None

    def check(self) -> None:
        """Raise InsecureBindError for plain http beyond this machine."""
        if self.certfile is None and not _is_loopback(self.host):
            raise InsecureBindError(
                f"{self.host} is reached from other machines: give --certfile and --keyfile"
            )

    def url(self, port: int) -> str:
        """Return how a till on this machine reaches the hub."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certfile else 'http'}://{host}:{port}"


def pin_of(certfile: Path) -> str:
    """Return what tills pin: the SHA-256 of the certificate, in hex."""
    certificate = x509.load_pem_x509_certificate(certfile.read_bytes())
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()


def bind(address: Address) -> socket.socket:
    """Return a socket that listens there. Raise InsecureBindError, or OSError when the address
    cannot be had.
    """
    address.check()
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    bound = socket.create_server((address.host, address.port), family=family, backlog=_BACKLOG)
    # What it accepts inherits this; else an answer waits 40 ms for the till's delayed ACK.
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


class HubServer:
    """Serves `app` at `address` from `run` until SIGINT, SIGTERM or `stop`.

    `on_ready` gets the URL and port once requests are taken. `bound` is a socket that listens
    already; without one `run` makes it. Raise InsecureBindError.
    """

    def __init__(
        self,
        app: HubApp,
        address: Address,
        *,
        on_ready: Callable[[str, int], None],
        bound: socket.socket | None = None,
    ) -> None:
        address.check()
        self._app = app
        self._address = address
        self._on_ready = on_ready
        self._bound = bound
        self._server = _Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                # An idle exchange is a few hundred bytes: neither header is worth its share.
                server_header=False,
                date_header=False,
                # Who is at the other end is who asks, whatever a header claims.
                proxy_headers=False,
                interface="asgi3",
                lifespan="off",
                loop="uvloop" if sys.platform != "win32" else "asyncio",
                http=HubConnection,
                ws="none",
                ssl_certfile=str(address.certfile) if address.certfile else None,
                ssl_keyfile=str(address.keyfile) if address.keyfile else None,
                timeout_graceful_shutdown=_GRACE_S,
                # Longer than a till's pause between two exchanges.
                timeout_keep_alive=_KEEP_ALIVE_S,
            )
        )
        self._server.on_shutdown = app.bell.close

    def run(self) -> None:
        """Serve. Raise OSError when the address cannot be had."""
        with self._bound or bind(self._address) as bound:
            port = bound.getsockname()[1]
            self._server.on_ready = lambda: self._on_ready(self._address.url(port), port)
            try:
                self._server.run(sockets=[bound])
            finally:
                self._app.close()

    def stop(self) -> None:
        """End `run`, from any thread, after the requests at hand."""
        self._server.should_exit = True


def leave_on_signals() -> None:
    """Let SIGINT and SIGTERM end the program by way of its clean-up, and no later one cut that
    short.
    """

    def leave(_signal: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise SystemExit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)


def write_port(path: Path, port: int) -> None:
    """Write the port, so that whoever waits for the file reads it whole."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(f"{port}\n")
    part.replace(path)


class _Server(uvicorn.Server):
    """A server that says when it is ready. It re-raises the signal that ended it, which
    `leave_on_signals` turns into a clean end.
    """

    on_ready: Callable[[], None]
    on_shutdown: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self.on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Before it waits for the requests at hand: those that are parked have time.
        self.on_shutdown()
        await super().shutdown(sockets=sockets)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
