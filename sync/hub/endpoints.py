"""The endpoints: what each reads from a request, whom it lets ask, and what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from sync.hub import files, wire
from sync.hub.admission import Buckets, Gate, Urgency
from sync.hub.bell import Bell, Parked
from sync.hub.config import WEIGHTS, EdgeSettings
from sync.hub.devices import Device
from sync.hub.errors import RefusedError
from sync.hub.hub import Hub
from sync.hub.messages import Answer, Asked
from sync.hub.records import CHAIN_WIDE
from sync.protocol.canonical import INTEGER_MAX
from sync.protocol.cycle import BODY_BYTES_MAX, SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.ops import WireModel
from sync.protocol.problems import ProblemCode
from sync.protocol.repair import RepairAnswer, RepairRequest
from sync.protocol.rotation import RotateAnswer, RotateRequest
from sync.protocol.snapshot import Manifest
from sync.protocol.waiting import WaitAnswer

T = TypeVar("T")

ENROL_BYTES_MAX: Final = 8 * 1024
ROTATE_BYTES_MAX: Final = 8 * 1024
_WAIT_STREAMS_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a path or a query, for the description."""

    name: str
    place: str
    schema: dict[str, object]
    required: bool = True


_S: Final = Parameter("s", "query", {"type": "array", "items": {"type": "string"}})
_AFTER: Final = Parameter("after", "query", {"type": "array", "items": {"type": "integer"}})
_STREAM: Final = Parameter("stream", "path", {"type": "string", "minLength": 1, "maxLength": 80})
_CHUNK: Final = Parameter("chunk", "path", {"type": "string", "pattern": "^[0-9a-f]{64}$"})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint: how it is reached, what it serves, and how it describes itself."""

    method: str
    path: str
    summary: str
    serve: Callable[[Asked], Awaitable[Answer]]
    body_max: int = 0
    asks: type[WireModel] | None = None
    answers: type[WireModel] | None = None
    signed: bool = True
    parameters: tuple[Parameter, ...] = ()
    content: str = "application/json"
    statuses: tuple[int, ...] = (200,)


class Endpoints:
    """The endpoints of `hub`. One event loop serves them; their work is done in threads."""

    def __init__(self, hub: Hub, settings: EdgeSettings, bell: Bell, buckets: Buckets) -> None:
        self._hub = hub
        self._settings = settings
        self._bell = bell
        self._buckets = buckets
        self._gate = Gate(settings, hub.outside.random_bytes)
        self._threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="hub-request")

    def close(self) -> None:
        """End the threads, after what they are doing."""
        self._threads.shutdown()

    def all(self) -> list[Endpoint]:
        """Return every endpoint."""
        return [
            Endpoint(
                "POST", "/v1/sync", "Take a till's ops; answer with verdicts and what changed.",
                self._sync, BODY_BYTES_MAX, SyncRequest, SyncAnswer,
            ),
            Endpoint(
                "GET", "/v1/wait", "Wait until one of the streams has moved on.",
                self._wait, answers=WaitAnswer, parameters=(_S, _AFTER),
            ),
            Endpoint(
                "POST", "/v1/repair", "Say what differs in a stream, or send what mends it.",
                self._repair, BODY_BYTES_MAX, RepairRequest, RepairAnswer,
            ),
            Endpoint(
                "GET", "/v1/snapshot/{stream}", "Say of which chunks a whole stream consists.",
                self._manifest, answers=Manifest, parameters=(_STREAM,),
            ),
            Endpoint(
                "GET", "/v1/snapshot/{stream}/{chunk}", "Send a chunk of a stream, or part of it.",
                self._chunk, parameters=(_STREAM, _CHUNK), content="application/zstd",
                statuses=(200, 206, 304),
            ),
            Endpoint(
                "POST", "/v1/rotate", "Keep a till's next keys, which take over at first use.",
                self._rotate, ROTATE_BYTES_MAX, RotateRequest, RotateAnswer,
            ),
            Endpoint(
                "POST", "/v1/enrol", "Admit a till that holds a one-time secret.",
                self._enrol, ENROL_BYTES_MAX, EnrolRequest, EnrolAnswer, signed=False,
            ),
            Endpoint(
                "GET", "/v1/health", "Say that HQ and its database are there.",
                self._health, signed=False,
            ),
        ]  # fmt: skip

    async def _work(self, urgency: Urgency, work: Callable[[], T]) -> T:
        async with self._gate.admitted(urgency):
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _who(self, asked: Asked, weight: int) -> Device:
        device = self._hub.authenticate(asked.signed, asked.body)
        self._buckets.take(device.device, weight)
        return device

    async def _sync(self, asked: Asked) -> Answer:
        encoding = asked.headers.get("content-encoding", "")
        # Told without unpacking: what only reads is short and plain.
        brings = bool(encoding) or b'"push":{' in asked.body
        accepts = asked.headers.get("accept-encoding", "")

        def work() -> Answer:
            device = self._who(asked, WEIGHTS.exchange)
            request = wire.parse(SyncRequest, wire.unpack(asked.body, encoding))
            return packed(self._hub.exchange(device, request), accepts)

        return await self._work(Urgency.PUSH if brings else Urgency.READ, work)

    async def _wait(self, asked: Asked) -> Answer:
        seen = _seen(asked.query)
        device = await self._work(Urgency.READ, lambda: self._who(asked, WEIGHTS.wait))
        if not seen.keys() <= set(device.streams):
            raise RefusedError(ProblemCode.FOREIGN)
        with self._bell.parking(device.device, seen) as parked:
            if parked is None:
                raise RefusedError(ProblemCode.BUSY, status=429, retry_after_s=60)
            changed = await self._work(Urgency.READ, lambda: self._hub.moved_on(seen))
            if not changed:
                changed = await self._park(asked, parked)
        return Answer(WaitAnswer(changed=changed).model_dump_json().encode())

    async def _park(self, asked: Asked, parked: Parked) -> bool:
        """Wait until the bell rings, the time is over, or nobody waits any more."""
        least, most = self._settings.wait_s
        drawn = int.from_bytes(self._hub.outside.random_bytes(4), "big") / 2**32
        waiting = asyncio.ensure_future(parked.wait(least + (most - least) * drawn))
        hung_up = asyncio.ensure_future(asked.hung_up())
        both = (waiting, hung_up)
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            return parked.changed
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)

    async def _repair(self, asked: Asked) -> Answer:
        encoding = asked.headers.get("content-encoding", "")
        accepts = asked.headers.get("accept-encoding", "")

        def work() -> Answer:
            device = self._who(asked, WEIGHTS.repair)
            request = wire.parse(RepairRequest, wire.unpack(asked.body, encoding))
            return packed(self._hub.repair(device, request), accepts)

        return await self._work(Urgency.READ, work)

    async def _manifest(self, asked: Asked) -> Answer:
        accepts = asked.headers.get("accept-encoding", "")

        def work() -> Answer:
            device = self._who(asked, WEIGHTS.manifest)
            manifest = self._hub.manifest(
                device,
                asked.named["stream"],
                before_build=lambda: self._buckets.take(device.device, WEIGHTS.build),
            )
            return packed(manifest.model_dump_json(by_alias=True).encode(), accepts)

        return await self._work(Urgency.READ, work)

    async def _chunk(self, asked: Asked) -> Answer:
        stream, chunk = asked.named["stream"], asked.named["chunk"]

        def work() -> Answer:
            body = self._hub.chunk(self._who(asked, WEIGHTS.chunk), stream, chunk)
            return files.answer(body, chunk, shared=stream == CHAIN_WIDE, headers=asked.headers)

        return await self._work(Urgency.READ, work)

    async def _rotate(self, asked: Asked) -> Answer:
        encoding = asked.headers.get("content-encoding", "")

        def work() -> Answer:
            device = self._who(asked, WEIGHTS.rotate)
            plain = wire.unpack(asked.body, encoding, limit=ROTATE_BYTES_MAX)
            answer = self._hub.rotate(device, wire.parse(RotateRequest, plain))
            return Answer(answer.model_dump_json().encode())

        return await self._work(Urgency.PUSH, work)

    async def _enrol(self, asked: Asked) -> Answer:
        # Anybody may ask: little is read of it, and nothing of it unpacked beyond that.
        encoding = asked.headers.get("content-encoding", "")

        def work() -> Answer:
            plain = wire.unpack(asked.body, encoding, limit=ENROL_BYTES_MAX)
            answer = self._hub.enrol(wire.parse(EnrolRequest, plain), address=asked.address)
            return Answer(answer.model_dump_json(by_alias=True).encode())

        return await self._work(Urgency.READ, work)

    async def _health(self, _: Asked) -> Answer:
        await self._work(Urgency.READ, self._hub.check)
        return Answer(b'{"status":"ok"}')


def packed(body: bytes, accepts: str) -> Answer:
    """Return the answer, compressed when that is worth it for who asks."""
    data, encoding = wire.pack(body, accepts)
    return Answer(data, extra=((b"content-encoding", encoding.encode()),) if encoding else ())


def _seen(query: str) -> dict[str, int]:
    """Return how far each stream of a wait was read. Raise RefusedError (MALFORMED)."""
    try:
        pairs = parse_qsl(query, strict_parsing=True, errors="strict", max_num_fields=16)
        streams = [value for name, value in pairs if name == "s"]
        after = [int(value) for name, value in pairs if name == "after" and value.isdecimal()]
        seen = dict(zip(streams, after, strict=True))
    except ValueError:
        raise RefusedError(ProblemCode.MALFORMED) from None
    named_once = len(seen) == len(streams) and 2 * len(seen) == len(pairs)
    if not (named_once and 0 < len(seen) <= _WAIT_STREAMS_MAX and max(after) <= INTEGER_MAX):
        raise RefusedError(ProblemCode.MALFORMED)
    return seen
