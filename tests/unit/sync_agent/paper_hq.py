"""An HQ on paper, for tests of the agent: it keeps to the protocol, but for what a test asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sync.agent.clock import BUILT_MS
from sync.agent.errors import HubLacksError, HubRefusedError, SyncError
from sync.protocol import checksum
from sync.protocol.canonical import encode
from sync.protocol.cycle import PullFrom, Row, SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.ops import Group
from sync.protocol.repair import Gone, RepairAnswer, RepairRequest
from sync.protocol.rotation import RotateAnswer, RotateRequest
from sync.protocol.snapshot import Chunk, Manifest

NOW = BUILT_MS + 10**9
DAY = 86_400_000
STORE = "s:0018"


@dataclass(slots=True)
class Clocks:
    """The till's clocks, turned by hand."""

    wall_ms: int = NOW
    running_ms: int = 0
    rng: Random = field(default_factory=lambda: Random(1))

    def now_ms(self) -> int:
        return self.wall_ms

    def monotonic_ms(self) -> int:
        return self.running_ms

    def random_bytes(self, count: int) -> bytes:
        return self.rng.randbytes(count)


@dataclass(slots=True)
class PaperHq:
    """`first` are errors raised by the next requests, `lies` changes an answer (as JSON) before it
    goes out, `chokes` tells over which group HQ fails as long as its bodies are there, with `code`.
    Snapshots and repair are there when `whole`; `chunk_rows` is the size of a chunk, `gone_most`
    how many records go with one answer of a repair. `always_more` forgets what it has put already.
    """

    clocks: Clocks
    acked_n: int = 0
    epoch: str = "e1"
    state: str = "active"
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    first: list[SyncError] = field(default_factory=list)
    lies: Callable[[dict[str, Any]], None] | None = None
    chokes: Callable[[Group], bool] | None = None
    code: str = "HQ_INTERNAL"
    seen: list[SyncRequest] = field(default_factory=list)
    taken: dict[int, Group] = field(default_factory=dict)
    page_rows: int = 10_000
    now_ms: int = NOW
    closed: bool = False
    hung_up: bool = False
    whole: bool = False
    chunk_rows: int = 100
    gone_most: int = 10_000
    always_more: bool = False
    fetched: list[str] = field(default_factory=list)
    repairs: list[RepairRequest] = field(default_factory=list)
    before_chunk: Callable[[int], None] | None = None
    before_repair: Callable[[], None] | None = None
    rotate: bool = False
    rotated: list[RotateRequest] = field(default_factory=list)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        self.seen.append(request)
        if self.first:
            raise self.first.pop(0)
        if request.epoch != self.epoch:
            raise HubRefusedError("HQ_EPOCH", now=self.now_ms, ack=self.acked_n, epoch=self.epoch)
        groups = request.push.groups if request.push else []
        for group in groups:
            if self.chokes is not None and group.ops[0].b and self.chokes(group):
                raise HubRefusedError(self.code, now=self.now_ms)
        if groups and groups[0].ops[0].n > self.acked_n + 1:
            raise HubRefusedError("HQ_GAP", now=self.now_ms, ack=self.acked_n)
        for group in groups:
            self.taken[group.ops[0].n] = group
            self.acked_n = max(self.acked_n, group.ops[-1].n)
        answer: dict[str, Any] = {
            "epoch": self.epoch, "now": self.now_ms, "next_ms": 15_000, "state": self.state,
            "lease_until": self.now_ms + DAY, "min_schema": 1, "rotate": self.rotate,
            "ack": {"n": self.acked_n, "durable": 0},
            "verdicts": [
                {"n": group.ops[0].n, "st": "quarantined", "code": "WITHHELD"}
                for group in groups
                if group.ops[0].w
            ],
            "pages": [self._page(pull) for pull in request.pull if self.state == "active"],
            "resnap": [],
        }  # fmt: skip
        if self.lies is not None:
            self.lies(answer)
        return SyncAnswer.model_validate(answer)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        raise AssertionError

    def rotate_keys(self, request: RotateRequest) -> RotateAnswer:
        self.rotated.append(request)
        self.rotate = False
        return RotateAnswer(until=self.now_ms + DAY)

    def manifest(self, stream: str) -> Manifest:
        self._require_whole()
        rows = self.rows.get(stream, [])
        total = sum(map(_h64, rows))
        return Manifest(
            s=stream, seq=len(rows), n=len(rows), sum=checksum.to_text(total), epoch=self.epoch,
            schema_version=2, chunks=[self._chunk(part)[0] for part in self._parts(stream)],
        )  # fmt: skip

    def chunk(self, stream: str, chunk: Chunk) -> bytes:
        if self.before_chunk is not None:
            self.before_chunk(len(self.fetched))
        self.fetched.append(chunk.sha256)
        for part in self._parts(stream):
            named, plain = self._chunk(part)
            if named == chunk:
                return plain
        raise HubRefusedError("HQ_SNAPSHOT_GONE")

    def repair(self, request: RepairRequest) -> RepairAnswer:
        self._require_whole()
        self.repairs.append(request)
        if self.before_repair is not None:
            self.before_repair()
        rows = self.rows.get(request.s, [])
        if request.buckets:
            return RepairAnswer(seq=len(rows), differ=self._differ(request, rows))
        have = {(one.k, one.id): one.h for one in request.have}
        ours = {(r["k"], r["id"]): r for r in rows if _bucket(r) in request.of}
        put = [r for key, r in ours.items() if have.get(key) != checksum.to_text(_h64(r))]
        gone = [Gone(k=k, id=i) for k, i in have if (k, i) not in ours]
        if self.always_more:
            put = [r for r in ours.values() if r["b"] == {"name": "测试丁"}]
        more = len(put) > 50 or len(gone) > self.gone_most or self.always_more
        return RepairAnswer(
            seq=len(rows), put=[Row.model_validate(r) for r in put[:50]],
            gone=gone[: self.gone_most], more=more,
        )  # fmt: skip

    def hang_up(self) -> None:
        self.hung_up = True

    def close(self) -> None:
        self.closed = True

    def fill(self, stream: str, count: int) -> None:
        """Put so many customers into a stream."""
        self.rows[stream] = [
            {"k": "customer", "id": f"c{n:05}", "op": "P", "rev": 1, "seq": n,
             "b": {"name": "测试甲"}, "c": {"name": f"{5:016x}00000000"}}
            for n in range(1, count + 1)
        ]  # fmt: skip

    def _require_whole(self) -> None:
        if not self.whole:
            raise HubLacksError("status 404")

    def _parts(self, stream: str) -> list[list[dict[str, Any]]]:
        rows = self.rows.get(stream, [])
        return [rows[at : at + self.chunk_rows] for at in range(0, len(rows), self.chunk_rows)]

    def _chunk(self, rows: list[dict[str, Any]]) -> tuple[Chunk, bytes]:
        lines = [encode([r["k"], r["id"], r["rev"], r["b"], r["c"]]) for r in rows]
        plain = b"\n".join(lines) + b"\n"
        digest = hashlib.sha256(plain).hexdigest()
        return Chunk(sha256=digest, bytes=len(plain), rows=len(rows)), plain

    def _differ(self, request: RepairRequest, rows: list[dict[str, Any]]) -> list[int]:
        counts, sums = [0] * checksum.BUCKETS, [0] * checksum.BUCKETS
        for row in rows:
            counts[_bucket(row)] += 1
            sums[_bucket(row)] += _h64(row)
        return [
            at
            for at, told in enumerate(request.buckets)
            if (told.n, told.sum) != (counts[at], checksum.to_text(sums[at]))
        ]

    def _page(self, pull: PullFrom) -> dict[str, Any]:
        rows = self.rows.get(pull.s, [])
        head = len(rows)
        count = min(pull.rows, self.page_rows)
        upto = min(pull.after + count, head)
        done = upto == head
        total = sum(map(_h64, rows))
        return {
            "s": pull.s, "after": pull.after, "upto": upto, "head": head, "done": done,
            "rows": rows[pull.after : upto],
            "ck": {"n": head, "sum": checksum.to_text(total)} if done else None,
        }  # fmt: skip


class PaperLine:
    """The HQ as a transport, whose `rotate` is a call and not a wish."""

    def __init__(self, hq: PaperHq) -> None:
        self._hq = hq
        self.enrol, self.sync, self.repair = hq.enrol, hq.sync, hq.repair
        self.manifest, self.chunk = hq.manifest, hq.chunk
        self.rotate = hq.rotate_keys
        self.hang_up, self.close = hq.hang_up, hq.close


def _h64(row: dict[str, Any]) -> int:
    return checksum.h64(row["k"], row["id"], row["rev"], row["b"], row["c"])


def _bucket(row: dict[str, Any]) -> int:
    return checksum.bucket_of(row["k"], row["id"])
