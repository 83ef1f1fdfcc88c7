"""HTTP to HQ: signed, compressed, bounded, pinned, and never more trusting than it must be.

Whatever stands between a shop and its HQ (captive portals, filtering proxies, a router's own login
page) likes to answer 200 with HTML. So nothing counts as HQ's word unless it carries HQ's header,
is JSON, and has the shape the protocol gives it. No redirect is followed and no proxy of the
environment is used: a signed request goes where the provisioning code said, or nowhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final, TypeVar

import requests
import urllib3
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError
from requests.adapters import HTTPAdapter

from sync.agent.address import endpoint
from sync.agent.clock import AuthClock, Clock
from sync.agent.errors import (
    HubNotGuitaiError,
    HubPinError,
    HubRefusedError,
    HubUnreachableError,
    ProtocolViolationError,
)
from sync.protocol.cycle import BODY_BYTES_MAX, SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.ops import WireModel
from sync.protocol.signatures import SignedMessage, sign
from sync.protocol.version import ANSWER_HEADER

COMPRESS_FROM_BYTES: Final = 512
_WINDOW_MAX: Final = 8 * 1024 * 1024
_BLOCK: Final = 64 * 1024
_RETRY_AFTER_MAX_S: Final = 3600
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_PIN: Final = re.compile(r"[0-9a-fA-F]{64}")
_SECONDS: Final = re.compile(r"[0-9]{1,6}")
_JSON_TYPES: Final = frozenset({"application/json", "application/problem+json"})
_GATEWAY: Final = frozenset({502, 503, 504})

Answer = TypeVar("Answer", bound=WireModel)


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


@dataclass(frozen=True, slots=True)
class Signer:
    """What signs this till's requests. `nonce` yields text that was never used before."""

    key: Ed25519PrivateKey
    key_id: str
    clock: AuthClock
    nonce: Callable[[], str]


class HttpTransport:
    """A `Transport` over HTTP. One connection is kept between calls; not for several threads."""

    def __init__(
        self, settings: HttpSettings, *, clock: Clock, signer: Signer | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._signer = signer
        self._session = _session(settings.pin)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Send the enrolment of a new till. It cannot be signed: HQ does not know the key yet."""
        return self._call("/v1/enrol", request, EnrolAnswer, None)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Send one sync request, signed."""
        assert self._signer is not None, "a till without a key has nothing to sync"
        return self._call("/v1/sync", request, SyncAnswer, self._signer)

    def close(self) -> None:
        """Close the kept connection."""
        self._session.close()

    def _call(
        self, path: str, request: WireModel, answer: type[Answer], signer: Signer | None
    ) -> Answer:
        url = endpoint(self._settings.url, path)
        if self._settings.pin is not None and not _PIN.fullmatch(self._settings.pin):
            # urllib3 takes an empty pin for none, and the short digests of broken hashes.
            raise HubPinError("no SHA-256")
        body, headers = encode_request(request)
        message = SignedMessage("POST", url, headers)
        if signer is not None:
            sign(
                message,
                body,
                key=signer.key,
                key_id=signer.key_id,
                created_s=signer.clock.now_ms() // 1000,
                nonce=signer.nonce(),
            )
        return self._read(self._send(message, body), answer)

    def _send(self, message: SignedMessage, body: bytes) -> tuple[requests.Response, bytes]:
        deadline = self._clock.monotonic_ms() + int(self._settings.read_s * 1000)
        try:
            response = self._session.post(
                message.url,
                data=body,
                headers=dict(message.headers),
                timeout=(self._settings.connect_s, self._settings.read_s),
                allow_redirects=False,
                stream=True,
            )
            with response:
                _require_guitai(response)
                return response, self._content(response, deadline)
        except requests.exceptions.SSLError:
            raise HubPinError("certificate") from None
        except (requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError):
            raise HubUnreachableError("no answer in time", slow=True) from None
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError):
            raise HubUnreachableError("no connection") from None

    def _content(self, response: requests.Response, deadline_ms: int) -> bytes:
        """Read the answer as it came, a block at a time: neither endless nor endlessly slow."""
        parts: list[bytes] = []
        size = 0
        while part := response.raw.read1(_BLOCK, decode_content=False):
            parts.append(part)
            size += len(part)
            if size > self._settings.answer_bytes_max:
                raise ProtocolViolationError("answer too large")
            if self._clock.monotonic_ms() > deadline_ms:
                raise HubUnreachableError("answer too slow", slow=True)
        return b"".join(parts)

    def _read(self, got: tuple[requests.Response, bytes], model: type[Answer]) -> Answer:
        response, raw = got
        encoding = response.headers.get("Content-Encoding", "identity")
        data = decode_content(raw, encoding, limit=self._settings.answer_bytes_max)
        if response.status_code != requests.codes.ok:
            raise _refusal(data, response.headers.get("Retry-After", ""))
        try:
            return model.model_validate_json(data)
        except ValidationError as error:
            # Its text repeats what was sent; the count of faults does not.
            raise ProtocolViolationError(f"{error.error_count()} faults of form") from None


def encode_request(request: WireModel) -> tuple[bytes, dict[str, str]]:
    """Return the bytes of a request and the headers that describe them. What has its default
    value is left out, because the other end fills in the same.
    """
    headers = {
        "Content-Type": "application/json",
        "Accept-Encoding": "zstd",
        "User-Agent": "guitai",
    }
    body = request.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    if len(body) > COMPRESS_FROM_BYTES:
        body = zstandard.ZstdCompressor().compress(body)
        headers["Content-Encoding"] = "zstd"
    return body, headers


def decode_content(raw: bytes, encoding: str, *, limit: int) -> bytes:
    """Return the content of an answer, at most `limit` bytes. Raise ProtocolViolationError."""
    if encoding == "identity":
        return raw
    if encoding != "zstd":
        raise ProtocolViolationError("unknown content encoding")
    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW_MAX).stream_reader(raw) as reader:
            data = reader.read(limit + 1)
    except zstandard.ZstdError:
        raise ProtocolViolationError("damaged content") from None
    if len(data) > limit:
        raise ProtocolViolationError("answer too large")
    return data


class _PinnedAdapter(HTTPAdapter):
    """Takes the one certificate whose fingerprint it knows, whoever signed it."""

    def __init__(self, pin: str) -> None:
        self._pin = pin
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Hand the fingerprint to every connection."""
        super().init_poolmanager(*args, **kwargs, assert_fingerprint=self._pin)


def _session(pin: str | None) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers.clear()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    if pin is not None:
        session.verify = False  # The pin replaces the authorities; urllib3 insists on one of both.
        session.mount("https://", _PinnedAdapter(pin))
    return session


def _require_guitai(response: requests.Response) -> None:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if response.headers.get(ANSWER_HEADER) == "1" and kind in _JSON_TYPES:
        return
    if response.status_code in _GATEWAY:
        raise HubUnreachableError("a gateway without HQ behind it")
    raise HubNotGuitaiError(f"status {response.status_code} from something else")


def _refusal(data: bytes, retry_after: str) -> HubRefusedError:
    """Return the refusal that HQ sent. A code this build does not know is still HQ's code."""
    try:
        problem = json.loads(data)
        code, now, ack = problem["code"], problem.get("now"), problem.get("ack")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ProtocolViolationError("refusal without a code") from None
    if not (isinstance(code, str) and _CODE.fullmatch(code)):
        raise ProtocolViolationError("refusal without a code")
    seconds = int(retry_after) if _SECONDS.fullmatch(retry_after) else 0
    return HubRefusedError(
        code,
        now=now if isinstance(now, int) else None,
        ack=ack if isinstance(ack, int) else None,
        retry_ms=min(seconds, _RETRY_AFTER_MAX_S) * 1000,
    )
