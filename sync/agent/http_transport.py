"""HTTP to HQ: signed, compressed, bounded, pinned, and never more trusting than it must be.

Whatever stands between a shop and its HQ (captive portals, filtering proxies, a router's own login
page) likes to answer 200 with HTML. So nothing counts as HQ's word unless it carries HQ's header,
is of the type that was asked for, and has the shape the protocol gives it. No redirect is followed
and no proxy of the environment is used: a signed request goes where the provisioning code said, or
nowhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import quote

import requests
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError
from requests.structures import CaseInsensitiveDict
from urllib3.util import SKIP_HEADER

from sync.agent import replica
from sync.agent.address import endpoint
from sync.agent.clock import AuthClock, Clock
from sync.agent.errors import (
    HubLacksError,
    HubNotGuitaiError,
    HubRefusedError,
    ProtocolViolationError,
)
from sync.agent.http_wire import ConnectionGoneError, HttpSettings, HttpWire, Reply
from sync.protocol.cycle import SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.ops import WireModel
from sync.protocol.problems import ProblemCode
from sync.protocol.repair import RepairAnswer, RepairRequest
from sync.protocol.rotation import RotateAnswer, RotateRequest
from sync.protocol.signatures import SignedMessage, sign
from sync.protocol.snapshot import CHUNK_BYTES_MAX, Chunk, Manifest
from sync.protocol.waiting import WaitAnswer

__all__ = ["HttpSettings", "HttpTransport", "Signer"]

COMPRESS_FROM_BYTES: Final = 512
_WINDOW_MAX: Final = 8 * 1024 * 1024
_RETRY_AFTER_MAX_S: Final = 3600
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_SECONDS: Final = re.compile(r"[0-9]{1,6}")
# No name and no type: an idle exchange is a few hundred bytes, and HQ reads nothing else than JSON.
_UNKNOWN_CALL: Final = frozenset({404, 405})
_HEADERS: Final = {"Accept-Encoding": "zstd", "User-Agent": SKIP_HEADER}

Answer = TypeVar("Answer", bound=WireModel)


@dataclass(slots=True)
class Signer:
    """What signs this till's requests; one for all its connections. `nonce` yields text that was
    never used before. `spare` is the key to fall back to while HQ may know only that.
    """

    key: Ed25519PrivateKey
    key_id: str
    clock: AuthClock
    nonce: Callable[[], str]
    spare: Ed25519PrivateKey | None = None

    def use(self, key: Ed25519PrivateKey) -> None:
        """Sign with `key` from now on, and keep the one before to fall back to."""
        self.key, self.spare = key, self.key

    def swap(self) -> bool:
        """Exchange the two keys, if there are two. Return whether there were."""
        if self.spare is None:
            return False
        self.key, self.spare = self.spare, self.key
        return True


class HttpTransport:
    """A `Transport` over HTTP. One connection is kept between calls; for one thread, but for
    `hang_up`.
    """

    def __init__(
        self, settings: HttpSettings, *, clock: Clock, signer: Signer | None = None
    ) -> None:
        self._settings = settings
        self._signer = signer
        self._wire = HttpWire(settings, clock=clock)
        self._broken_off: tuple[str, Reply] | None = None

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Send the enrolment of a new till. It cannot be signed: HQ does not know the key yet."""
        return self._post("/v1/enrol", request, EnrolAnswer, signed=False)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Send one sync request, signed."""
        return self._post("/v1/sync", request, SyncAnswer)

    def rotate(self, request: RotateRequest) -> RotateAnswer:
        """Announce new keys under the present one."""
        return self._post("/v1/rotate", request, RotateAnswer)

    def repair(self, request: RepairRequest) -> RepairAnswer:
        """Ask what differs in a stream, or for what mends it."""
        return self._post("/v1/repair", request, RepairAnswer)

    def manifest(self, stream: str) -> Manifest:
        """Ask of which chunks a stream's snapshot consists."""
        return self._model(self._get(f"/v1/snapshot/{_quoted(stream)}"), Manifest)

    def chunk(self, stream: str, chunk: Chunk) -> bytes:
        """Fetch one chunk and return it unpacked: its records' lines. A chunk that broke off is
        fetched on from where it did, as long as no other was asked for in between.
        """
        held, reply = self._broken_off or ("", None)
        if reply is None or held != chunk.sha256:
            reply = Reply(0, CaseInsensitiveDict())
        self._broken_off = (chunk.sha256, reply)
        more = {}
        if reply.body:
            more = {"Range": f"bytes={len(reply.body)}-", "If-Range": f'"{chunk.sha256}"'}
        reply = self._get(f"/v1/snapshot/{_quoted(stream)}/{chunk.sha256}", more, into=reply)
        self._broken_off = None
        if reply.status not in (requests.codes.ok, requests.codes.partial):
            raise self._refusal(reply)
        raw = bytes(reply.body)
        replica.check_chunk(raw, chunk)
        return decode_content(raw, "zstd", limit=CHUNK_BYTES_MAX)

    def wait(self, after: Mapping[str, int]) -> bool:
        """Park until one of the streams has moved on; return whether one has. The connection needs
        patience of its own (`read_s`), beyond that of HQ.
        """
        query = "&".join(f"s={_quoted(stream)}&after={seq}" for stream, seq in after.items())
        return self._model(self._get(f"/v1/wait?{query}"), WaitAnswer).changed

    def cut(self) -> None:
        """Drop the kept connection, from any thread; the next call opens another."""
        self._wire.cut()

    def hang_up(self) -> None:
        """End a call under way, from any thread; later ones fail as unreachable."""
        self._wire.hang_up()

    def close(self) -> None:
        """Close the kept connection."""
        self._wire.close()

    def _post(
        self, path: str, request: WireModel, answer: type[Answer], *, signed: bool = True
    ) -> Answer:
        body, headers = encode_request(request)
        return self._model(self._call("POST", path, headers, body, signed=signed), answer)

    def _get(
        self, path: str, more: Mapping[str, str] | None = None, *, into: Reply | None = None
    ) -> Reply:
        return self._call("GET", path, {**_HEADERS, **(more or {})}, None, into=into)

    def _call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        *,
        signed: bool = True,
        into: Reply | None = None,
    ) -> Reply:
        """Send a request; once more, signed anew, when HQ had closed the kept connection. Every
        request may come twice, as it does anyway when its answer is lost.
        """
        message = SignedMessage(method, endpoint(self._settings.url, path), dict(headers))
        if signed:
            self._sign(message, body or b"")
        try:
            return self._wire.call(method, message.url, message.headers, body, into=into)
        except ConnectionGoneError:
            if into is not None and into.body:
                raise  # What came of it is fetched on from there.
        message.headers = dict(headers)
        if signed:
            self._sign(message, body or b"")
        return self._wire.call(method, message.url, message.headers, body, into=into)

    def _sign(self, message: SignedMessage, body: bytes) -> None:
        signer = self._signer
        assert signer is not None, "a till without a key has nothing to ask"
        sign(
            message,
            body,
            key=signer.key,
            key_id=signer.key_id,
            created_s=signer.clock.now_ms() // 1000,
            nonce=signer.nonce(),
        )

    def _model(self, reply: Reply, model: type[Answer]) -> Answer:
        if reply.status != requests.codes.ok:
            raise self._refusal(reply)
        if not reply.is_json:
            raise HubNotGuitaiError("an answer that is no JSON")
        try:
            return model.model_validate_json(self._plain(reply))
        except ValidationError as error:
            # Its text repeats what was sent; the count of faults does not.
            raise ProtocolViolationError(f"{error.error_count()} faults of form") from None

    def _refusal(self, reply: Reply) -> HubRefusedError | HubLacksError | HubNotGuitaiError:
        """Return the refusal that HQ sent. A code this build does not know is still HQ's code."""
        if not reply.is_json:
            return HubNotGuitaiError(f"status {reply.status} from something else")
        problem = _object(self._plain(reply))
        code = problem.get("code")
        # Of a call it does not know, HQ says that it is foreign to it, with the status for that.
        if reply.status in _UNKNOWN_CALL and code in (None, ProblemCode.FOREIGN):
            return HubLacksError(f"status {reply.status}")
        if not (isinstance(code, str) and _CODE.fullmatch(code)):
            raise ProtocolViolationError("refusal without a code")
        retry_after = reply.headers.get("Retry-After", "")
        seconds = int(retry_after) if _SECONDS.fullmatch(retry_after) else 0
        return HubRefusedError(
            code,
            now=_typed(problem.get("now"), int),
            ack=_typed(problem.get("ack"), int),
            epoch=_typed(problem.get("epoch"), str),
            proof=_typed(problem.get("proof"), str),
            retry_ms=min(seconds, _RETRY_AFTER_MAX_S) * 1000,
        )

    def _plain(self, reply: Reply) -> bytes:
        encoding = reply.headers.get("Content-Encoding", "identity")
        return decode_content(bytes(reply.body), encoding, limit=self._settings.answer_bytes_max)


def encode_request(request: WireModel) -> tuple[bytes, dict[str, str]]:
    """Return the bytes of a request and the headers that describe them. What has its default
    value is left out, because the other end fills in the same.
    """
    headers = dict(_HEADERS)
    body = request.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    if len(body) > COMPRESS_FROM_BYTES:
        body = zstandard.ZstdCompressor(write_checksum=True).compress(body)
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


def _quoted(stream: str) -> str:
    return quote(stream, safe=":")


def _object(data: bytes) -> dict[str, object]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ProtocolViolationError("refusal without a code")
    return found


Scalar = TypeVar("Scalar", int, str)


def _typed(value: object, kind: type[Scalar]) -> Scalar | None:
    return value if isinstance(value, kind) and not isinstance(value, bool) else None
