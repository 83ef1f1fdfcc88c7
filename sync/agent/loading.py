"""Loading a whole stream from HQ's snapshot: chunk by chunk, on from where it stopped.

A chunk that is in place is never fetched again, so an interruption costs one chunk at most. Rows go
in with slices that take about as long as nobody notices, because a person may save in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Final

from local_store.cursors import Cursor
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent import replica
from sync.agent.clock import Clock
from sync.agent.errors import HubLacksError, HubRefusedError, ProtocolViolationError
from sync.agent.transport import Transport
from sync.protocol.problems import ProblemCode
from sync.protocol.snapshot import CHUNK_ROWS_MAX, Chunk

SLICE_MS: Final = 30
SLICE_ROWS_MIN: Final = 100
_MANIFESTS_MAX: Final = 3
"""In one call: snapshots that go while they are fetched have to stop going some time."""


class Slices:
    """Finds the number of rows that take about SLICE_MS. Pure."""

    def __init__(self) -> None:
        self.rows = SLICE_ROWS_MIN * 5

    def took(self, rows: int, ms: int) -> None:
        """Note how long so many rows took."""
        fitting = rows * SLICE_MS // max(ms, 1)
        # Half-way only: one slow write to disk says little about the next.
        self.rows = min(max((self.rows + fitting) // 2, SLICE_ROWS_MIN), CHUNK_ROWS_MAX)


class Loader:
    """Loads streams of one till. For one thread."""

    def __init__(self, store: Store, transport: Transport, *, clock: Clock) -> None:
        self._store, self._transport, self._clock = store, transport, clock
        self._slices = Slices()
        self._lacking = False
        self._loaded: set[str] = set()

    def is_wanted(self, cursor: Cursor) -> bool:
        """Tell whether a stream is to be loaded from a snapshot: nothing of it was read yet, and HQ
        has snapshots, as far as is known.
        """
        if cursor.after or cursor.complete:
            self._loaded.discard(cursor.stream)
            return False
        return not self._lacking and cursor.stream not in self._loaded

    def load(self, stream: str, epoch: str, pause: Callable[[], bool]) -> int:
        """Load what is missing of `stream`, until `pause` says so between two chunks. Return how
        many rows were put in place. Raise a SyncError.
        """
        try:
            for _ in range(_MANIFESTS_MAX):
                try:
                    return self._load(stream, epoch, pause)
                except HubRefusedError as refused:
                    if refused.code != ProblemCode.SNAPSHOT_GONE:
                        raise
                self._begin(stream, epoch)
        except HubLacksError:
            self._lacking = True
            return 0
        raise ProtocolViolationError("snapshots that do not stay")

    def _load(self, stream: str, epoch: str, pause: Callable[[], bool]) -> int:
        missing = self._missing(stream)
        if (
            not missing
        ):  # Nothing was begun; or all is in place, and beginning again changes nothing.
            self._begin(stream, epoch)
            missing = self._missing(stream)
        rows = self._fetch(stream, missing, pause)
        if rows == sum(chunk.rows for chunk in missing):
            self._store.run(lambda uow: uow.sync.bulk(stream).finish()).result()
            self._loaded.add(stream)  # Where HQ stands at 0 too, pages tell that this is all.
        return rows

    def _missing(self, stream: str) -> Sequence[Chunk]:
        return self._store.read(lambda uow: uow.sync.bulk(stream).missing()).result()

    def _begin(self, stream: str, epoch: str) -> None:
        """Begin with HQ's present snapshot. Raise HubLacksError when it has none."""
        try:
            manifest = self._transport.manifest(stream)
        except HubRefusedError as refused:
            if refused.code != ProblemCode.SNAPSHOT_GONE:
                raise
            raise HubLacksError("no snapshot") from None
        replica.check_manifest(manifest, stream, epoch)
        self._store.run(lambda uow: uow.sync.bulk(stream).begin(manifest)).result()

    def _fetch(self, stream: str, chunks: Sequence[Chunk], pause: Callable[[], bool]) -> int:
        """Fetch chunks and put them in place; while the last slice of one is being written, the
        next is under way already.
        """
        rows = 0
        writing: Future[None] | None = None
        try:
            for chunk in chunks:
                if rows and pause():
                    break
                lines = replica.lines_of(self._transport.chunk(stream, chunk), chunk)
                if writing is not None:
                    writing.result()
                writing = self._put(stream, chunk, lines)
                rows += chunk.rows
        finally:
            if writing is not None:
                writing.result()
        return rows

    def _put(self, stream: str, chunk: Chunk, lines: list[bytes]) -> Future[None]:
        """Put a chunk's rows in place, and return the writing of its last slice."""
        at = 0
        while len(lines) - at > self._slices.rows:
            size = self._slices.rows
            started_ms = self._clock.monotonic_ms()
            self._slice(stream, chunk, lines[at : at + size], done=False).result()
            self._slices.took(size, self._clock.monotonic_ms() - started_ms)
            at += size
        return self._slice(stream, chunk, lines[at:], done=True)

    def _slice(self, stream: str, chunk: Chunk, lines: list[bytes], *, done: bool) -> Future[None]:
        def put(uow: UnitOfWork) -> None:
            uow.sync.bulk(stream).put(chunk.sha256, b"\n".join(lines), done=done)

        return self._store.run(put)
