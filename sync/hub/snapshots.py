"""Snapshots: a whole stream as chunks of lines, built when somebody asks and none is fit.

What is in a chunk follows from the stream alone, so two processes that build the same snapshot make
the same chunks, and a chunk of `g` serves every store. A line's hash is its record's content hash:
count and sum of all lines are those of the stream, and are checked before anything is kept.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Final

import structlog
import zstandard
from msgspec.json import Decoder, Encoder
from pydantic_core import from_json

from sync.hub.config import HubSettings
from sync.hub.errors import RefusedError
from sync.hub.feed import Head
from sync.hub.outside import Outside
from sync.hub.port.snapshots import Built
from sync.hub.port.streams import LiveRow
from sync.hub.storage import Storage, Transaction
from sync.protocol import checksum
from sync.protocol.canonical import encode
from sync.protocol.problems import ProblemCode
from sync.protocol.snapshot import CHUNK_ROWS_MAX, Chunk, Manifest
from sync.protocol.version import SCHEMA_VERSION

_log: Final = structlog.get_logger("sync.hub")

CHUNK_BYTES_AIM: Final = 1_500_000
"""Size of a chunk before it is compressed, but for its last line."""

_LEVEL: Final = 3
_BEHIND_ROWS: Final = 5_000
_BEHIND_SHARE: Final = 4
_BUILDING_S: Final = 1
_DECODE: Final = Decoder().decode
_ENCODE: Final = Encoder(order="sorted").encode


class Fitness(Enum):
    """What a kept snapshot is good for."""

    FIT = "fit"
    OLD = "old"
    """A newer one is to be built; meanwhile this one will do."""
    USELESS = "useless"


def fitness(
    built: Built | None, head: Head, epoch: str, settings: HubSettings, *, now_ms: int
) -> Fitness:
    """Return whether a till may begin with this snapshot of a stream that is now at `head`."""
    if built is None or built.manifest.epoch != epoch or built.manifest.seq > head.head:
        return Fitness.USELESS
    if 0 < built.manifest.seq < head.min_seq:
        return Fitness.USELESS
    behind = head.head - built.manifest.seq
    too_old = now_ms - built.built_at > settings.snapshot_age_ms
    if too_old or behind > max(_BEHIND_ROWS, head.n // _BEHIND_SHARE):
        return Fitness.OLD
    return Fitness.FIT


def build(tx: Transaction, stream: str, epoch: str) -> tuple[Manifest, list[bytes]]:
    """Return a snapshot of the stream as `tx`, itself a snapshot, sees it, and its chunks."""
    head = tx.feeds.heads([stream])[stream]
    chunks, bodies = [], []
    count = total = 0
    for hashed in _portions(map(_line, tx.feeds.live(stream))):
        lines = [line for line, _ in hashed]
        body = zstandard.ZstdCompressor(level=_LEVEL).compress(b"\n".join(lines) + b"\n")
        sha256 = hashlib.sha256(body).hexdigest()
        chunks.append(Chunk(sha256=sha256, bytes=len(body), rows=len(lines)))
        bodies.append(body)
        count += len(lines)
        total += sum(h64 for _, h64 in hashed)
    manifest = Manifest(
        s=stream,
        seq=head.head,
        n=head.n,
        sum=checksum.to_text(head.sum),
        epoch=epoch,
        schema_version=SCHEMA_VERSION,
        chunks=chunks,
    )
    if (count, checksum.to_text(total)) != (manifest.n, manifest.sum):
        # Tills that load it will say so too, and mend what can be mended.
        _log.error("a stream does not add up", stream=stream, rows=count, counted=manifest.n)
    return manifest, bodies


def _line(row: LiveRow) -> tuple[bytes, int]:
    """Return a record's canonical line and its hash."""
    line = _ENCODE([row.kind, row.id, row.rev, _DECODE(row.body), _DECODE(row.clocks)])
    h64 = checksum.line_h64(line)
    if h64 != row.h64:
        # The quick encoder writes the same bytes three times as fast. Should it ever not do so, or
        # should the record be damaged, then what is canonical decides.
        line = encode([row.kind, row.id, row.rev, from_json(row.body), from_json(row.clocks)])
        h64 = checksum.line_h64(line)
    return line, h64


def _portions(hashed: Iterable[tuple[bytes, int]]) -> Iterator[list[tuple[bytes, int]]]:
    portion: list[tuple[bytes, int]] = []
    size = 0
    for one in hashed:
        portion.append(one)
        size += len(one[0]) + 1
        if len(portion) == CHUNK_ROWS_MAX or size >= CHUNK_BYTES_AIM:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


class Snapshots:
    """The snapshots of a hub's streams. Safe to call from several threads; `epoch` tells HQ's
    present one.
    """

    def __init__(
        self, storage: Storage, settings: HubSettings, outside: Outside, epoch: Callable[[], str]
    ) -> None:
        self._storage = storage
        self._settings = settings
        self._outside = outside
        self._epoch = epoch
        self._lock = threading.Lock()
        self._building: set[str] = set()

    def manifest(self, stream: str, *, before_build: Callable[[], None] = lambda: None) -> Manifest:
        """Return a snapshot that a till may begin with, built now if need be, after `before_build`
        had its say. Raise RefusedError, BUSY, while another request builds the first one.
        """
        built, fit = self._storage.apart(lambda tx: self._kept(tx, stream))
        if built is not None and fit is Fitness.FIT:
            return built.manifest
        if not self._begin(stream):
            if built is not None and fit is Fitness.OLD:
                return built.manifest
            raise RefusedError(ProblemCode.BUSY, retry_after_s=_BUILDING_S)
        try:
            before_build()
            return self._build(stream)
        finally:
            self._end(stream)

    def chunk(self, stream: str, sha256: str) -> bytes:
        """Return a chunk, compressed. Raise RefusedError, SNAPSHOT_GONE."""
        body = self._storage.apart(lambda tx: tx.snapshots.chunk(stream, sha256))
        if body is None:
            raise RefusedError(ProblemCode.SNAPSHOT_GONE)
        return body

    def _kept(self, tx: Transaction, stream: str) -> tuple[Built | None, Fitness]:
        built = tx.snapshots.latest(stream)
        head = tx.feeds.heads([stream])[stream]
        now_ms = self._outside.now_ms()
        return built, fitness(built, head, self._epoch(), self._settings, now_ms=now_ms)

    def _build(self, stream: str) -> Manifest:
        # Somebody may have finished while this request was on its way here.
        built, fit = self._storage.apart(lambda tx: self._kept(tx, stream))
        if built is not None and fit is Fitness.FIT:
            return built.manifest
        with self._storage.snapshot() as tx:
            manifest, bodies = build(tx, stream, self._epoch())
        now_ms = self._outside.now_ms()
        self._storage.run(lambda tx: tx.snapshots.keep(manifest, bodies, now_ms=now_ms))
        _log.info("snapshot built", stream=stream, rows=manifest.n, chunks=len(bodies))
        return manifest

    def _begin(self, stream: str) -> bool:
        with self._lock:
            if stream in self._building:
                return False
            self._building.add(stream)
            return True

    def _end(self, stream: str) -> None:
        with self._lock:
            self._building.discard(stream)
