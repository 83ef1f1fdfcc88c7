"""A client that speaks HTTP by hand, for what a well-behaved one never does."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

import requests

from sync.protocol.cycle import SyncRequest
from sync.protocol.signatures import SignedMessage, sign
from tests.hub_fixtures import ScriptedTill

_nonces = (f"line-{n}" for n in itertools.count())


class Reply(NamedTuple):
    """An answer as it travelled."""

    status: int
    headers: dict[str, str]
    body: bytes
    size: int


class RawLine:
    """A socket to the hub. What was received and not asked for yet waits in `rest`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        self.socket = socket.create_connection((parts.hostname, parts.port or 80), timeout=10)
        self.rest = b""

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def reply(self) -> Reply:
        """Return the next answer. Raise ConnectionError when the line ends before it does."""
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        headers = {name.lower(): value for name, _, value in pairs}
        length = int(headers["content-length"])
        while len(self.rest) < length:
            self._more()
        body, self.rest = self.rest[:length], self.rest[length:]
        return Reply(int(first.split()[1]), headers, body, len(head) + 4 + length)

    def is_ended(self) -> bool:
        """Wait for the other end to hang up, and tell whether it did so without another word."""
        try:
            return self.socket.recv(1) == b""
        except ConnectionError:
            return True

    def _more(self) -> None:
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError
        self.rest += part


@contextmanager
def raw_line(url: str) -> Iterator[RawLine]:
    """Lend a socket to the hub at `url`."""
    line = RawLine(url)
    try:
        yield line
    finally:
        line.socket.close()


def signed_headers(till: ScriptedTill, method: str, url: str, body: bytes) -> dict[str, str]:
    """Return the headers that sign such a request, each time with a new nonce."""
    message = SignedMessage(method, url, {})
    created_s = till.hub.outside.now_ms() // 1000
    sign(message, body, key=till.key, key_id=till.device, created_s=created_s, nonce=next(_nonces))
    return dict(message.headers)


def get(till: ScriptedTill, url: str, **more: str) -> requests.Response:
    """Return the answer to a signed GET; `more` are further headers, with _ for -."""
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    return requests.get(url, headers=signed_headers(till, "GET", url, b"") | headers, timeout=30)


def post(till: ScriptedTill, url: str, body: bytes) -> requests.Response:
    """Return the answer to a signed POST."""
    return requests.post(
        url, data=body, headers=signed_headers(till, "POST", url, body), timeout=30
    )


def sync(till: ScriptedTill, url: str, request: SyncRequest | None = None) -> requests.Response:
    """Return the answer to an exchange."""
    body = (request or till.request()).model_dump_json(by_alias=True, exclude_defaults=True)
    return post(till, f"{url}/v1/sync", body.encode())
