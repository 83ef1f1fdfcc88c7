"""One connection to HQ: bounded, pinned, without redirects, proxies or cookies.

Requests are handed to the adapter as they are: the merging of settings that a session does for
each call costs more than the call's own work, and there is nothing to merge.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakSet

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.hooks import default_hooks
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from sync.agent.clock import Clock
from sync.agent.errors import (
    HubNotGuitaiError,
    HubPinError,
    HubUnreachableError,
    ProtocolViolationError,
)
from sync.protocol.cycle import BODY_BYTES_MAX
from sync.protocol.version import ANSWER_HEADER

_BLOCK: Final = 64 * 1024
_PIN: Final = re.compile(r"[0-9a-fA-F]{64}")
_JSON_TYPES: Final = frozenset({"application/json", "application/problem+json"})
_GATEWAY: Final = frozenset({502, 503, 504})


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """Where HQ is and how patient the till is. `pin` is the SHA-256 of HQ's certificate (hex);
    with it the certificate needs no authority. `read_s` bounds every wait and the whole answer.
    """

    url: str
    pin: str | None = None
    connect_s: float = 3.0
    read_s: float = 20.0
    answer_bytes_max: int = BODY_BYTES_MAX


@dataclass(slots=True)
class Reply:
    """An answer while it is read: `body` grows, so that what came before a break is not lost."""

    status: int
    headers: CaseInsensitiveDict[str]
    body: bytearray = field(default_factory=bytearray)

    @property
    def is_json(self) -> bool:
        """Tell whether the answer says that it is JSON."""
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return kind in _JSON_TYPES


class HttpWire:
    """Sends requests over one kept connection. For one thread, but for `hang_up`."""

    def __init__(self, settings: HttpSettings, *, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._line = _Line()
        self._adapter = _Adapter(self._line, settings.pin)

    def call(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None,
        *,
        into: Reply | None = None,
    ) -> Reply:
        """Send one request and return its whole answer, whatever its status.

        With `into`, an answer of 206 is appended to what is there, and whatever came stays there
        when the connection breaks. Raise a SyncError when HQ did not answer.
        """
        if self._settings.pin is not None and not _PIN.fullmatch(self._settings.pin):
            # urllib3 takes an empty pin for none, and the short digests of broken hashes.
            raise HubPinError("no SHA-256")
        deadline_ms = self._clock.monotonic_ms() + int(self._settings.read_s * 1000)
        known = self._line.count
        try:
            return self._exchange(_prepared(method, url, headers, body), deadline_ms, into)
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as e:
            raise self._fault(e, was_kept=self._line.count == known) from None

    def cut(self) -> None:
        """Drop the connection with a request under way, from any thread."""
        self._line.cut()

    def hang_up(self) -> None:
        """End a request under way, from any thread, and refuse later ones."""
        self._line.hang_up()

    def close(self) -> None:
        """Close the kept connection."""
        self._line.close()  # The adapter leaves that to the garbage collector.
        self._adapter.close()

    def _exchange(
        self, request: requests.PreparedRequest, deadline_ms: int, into: Reply | None
    ) -> Reply:
        response = self._adapter.send(
            request,
            stream=True,
            timeout=(self._settings.connect_s, self._settings.read_s),
            verify=self._settings.pin is None,  # The pin replaces the authorities.
        )
        with response:
            reply = into or Reply(0, response.headers)
            reply.status, reply.headers = response.status_code, response.headers
            _require_guitai(reply)
            if reply.status != requests.codes.partial:
                reply.body.clear()
            self._content(response, reply.body, deadline_ms)
            return reply

    def _content(self, response: requests.Response, body: bytearray, deadline_ms: int) -> None:
        """Read the answer as it came, a block at a time: neither endless nor endlessly slow."""
        while part := response.raw.read1(_BLOCK, decode_content=False):
            body += part
            if len(body) > self._settings.answer_bytes_max:
                raise ProtocolViolationError("answer too large")
            if self._clock.monotonic_ms() > deadline_ms:
                raise HubUnreachableError("answer too slow", slow=True)

    def _fault(self, error: Exception, *, was_kept: bool) -> HubPinError | HubUnreachableError:
        if self._line.is_hung_up:
            return HubUnreachableError("hung up")
        if isinstance(error, requests.exceptions.SSLError):
            return HubPinError("certificate")
        if isinstance(error, requests.exceptions.ReadTimeout | urllib3.exceptions.ReadTimeoutError):
            return HubUnreachableError("no answer in time", slow=True)
        if was_kept:
            return ConnectionGoneError("the kept connection was closed")
        return HubUnreachableError("no connection")


class ConnectionGoneError(HubUnreachableError):
    """HQ had closed the kept connection in the meantime: asking again opens another."""


class _Line:
    """The open sockets of a wire: what another thread has to shut to end a call under way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connections: WeakSet[HTTPConnection] = WeakSet()
        self.is_hung_up = False
        self.count = 0

    def opened(self, connection: HTTPConnection) -> None:
        with self._lock:
            if not self.is_hung_up:
                self._connections.add(connection)
                self.count += 1
                return
        connection.close()
        raise OSError("hung up")

    def require(self) -> None:
        if self.is_hung_up:
            raise OSError("hung up")

    def close(self) -> None:
        for connection in list(self._connections):
            connection.close()

    def hang_up(self) -> None:
        self.is_hung_up = True
        self.cut()

    def cut(self) -> None:
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            # Below TLS: its own farewell would wait for the other side.
            line = connection.sock
            if line is not None:
                _shut(line)


def _shut(line: socket.socket) -> None:
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)
    except OSError:
        return  # It is shut already.


class _Adapter(HTTPAdapter):
    """Keeps one connection, known to its line. With a pin it takes the one certificate of that
    fingerprint, whoever signed it.
    """

    def __init__(self, line: _Line, pin: str | None) -> None:
        self._line, self._pin = line, pin
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Hand fingerprint and line to every connection."""
        if self._pin is not None:
            kwargs["assert_fingerprint"] = self._pin
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._line)

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Send, unless somebody hung up."""
        self._line.require()
        return super().send(*args, **kwargs)


class _OneWrite(HTTPConnection):
    """Sends a request's head and body together: apart, they wake the other end twice."""

    _held: list[bytes] | None = None

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send a request whole."""
        held: list[bytes] = []
        self._held = held
        try:
            super().request(*args, **kwargs)
        finally:
            self._held = None
        super().send(b"".join(held))

    def send(self, data: Any) -> None:
        """Send, or hold back until the request is whole."""
        if self._held is None:
            super().send(data)
        else:
            self._held.append(data)


def _pools(line: _Line) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(_OneWrite):
        def connect(self) -> None:
            super().connect()
            line.opened(self)

    class Secure(_OneWrite, HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            line.opened(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _prepared(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None
) -> requests.PreparedRequest:
    request = requests.PreparedRequest()
    request.method, request.url, request.body = method, url, body
    request.headers = CaseInsensitiveDict(headers)
    if body is not None:
        request.headers["Content-Length"] = str(len(body))
    request.hooks = default_hooks()
    return request


def _require_guitai(reply: Reply) -> None:
    if reply.headers.get(ANSWER_HEADER) == "1":
        return
    if reply.status in _GATEWAY:
        raise HubUnreachableError("a gateway without HQ behind it")
    raise HubNotGuitaiError(f"status {reply.status} from something else")
