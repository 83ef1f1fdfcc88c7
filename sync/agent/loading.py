"""Loading a whole stream from HQ's snapshot: chunk by chunk, on from where it stopped.

A chunk that is in place is never fetched again, so an interruption costs one chunk at most. Rows go
in with slices that take about as long as nobody notices, because a person may save in between.

Three things go on at once: the next chunk is fetched, a slice is made ready, and the slice before
it is written. Only one of them at a time holds the interpreter, but fetching, unpacking, and most
of writing do without it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Final

from local_store.cursors import Cursor
from local_store.runs import Run, prepare
from local_store.store import InlineExecutor, Store
from local_store.unit_of_work import UnitOfWork
from sync.agent import replica
from sync.agent.clock import Clock
from sync.agent.errors import HubLacksError, HubRefusedError, ProtocolViolationError
from sync.agent.transport import Transport
from sync.protocol.problems import ProblemCode
from sync.protocol.snapshot import CHUNK_ROWS_MAX, Chunk

SLICE_MS: Final = 50
SLICE_ROWS_MIN: Final = 100
_TURN_S: Final = 0.0005
_COLLECT_AFTER: Final = 200_000
"""So many values more than went: several times what the slices under way hold."""
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

    def __init__(
        self,
        store: Store,
        transport: Transport,
        *,
        clock: Clock,
        fetcher: Callable[[], Executor] = InlineExecutor,
    ) -> None:
        """`fetcher` makes what chunks are fetched on while others are put in place."""
        self._store, self._transport, self._clock = store, transport, clock
        self._fetcher = fetcher
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
            self._store.run(lambda uow: uow.sync.give_up_loads()).result()
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
            while self._store.load(lambda uow: uow.sync.bulk(stream).index_next()).result():
                pass
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
        """Fetch chunks and put them in place; while one is put, the next is under way already."""
        rows = 0
        writing: Future[None] | None = None
        with _short_turns(), _seldom_collecting(), self._fetcher() as fetcher:
            try:
                ahead = fetcher.submit(self._lines, stream, chunks[0]) if chunks else None
                for at, chunk in enumerate(chunks, 1):
                    assert ahead is not None
                    lines = ahead.result()
                    more = at < len(chunks) and not pause()
                    if more:
                        ahead = fetcher.submit(self._lines, stream, chunks[at])
                    writing = self._put(stream, chunk, lines, writing)
                    rows += chunk.rows
                    if not more:
                        break
            finally:
                if writing is not None:
                    writing.result()
        return rows

    def _lines(self, stream: str, chunk: Chunk) -> list[bytes]:
        return replica.lines_of(self._transport.chunk(stream, chunk), chunk)

    def _put(
        self, stream: str, chunk: Chunk, lines: list[bytes], writing: Future[None] | None
    ) -> Future[None]:
        """Put a chunk's rows in place, and return the writing of its last slice; `writing` is that
        of the slice before. Only one waits for the writer, so whoever saves comes next.
        """
        count = -(-len(lines) // self._slices.rows)
        size = -(-len(lines) // count)
        for at in range(0, len(lines), size):
            runs = prepare(lines[at : at + size])
            if writing is not None:
                writing.result()
            done = at + size >= len(lines)
            writing = self._write(stream, chunk, runs, done=done)
        assert writing is not None
        return writing

    def _write(self, stream: str, chunk: Chunk, runs: list[Run], *, done: bool) -> Future[None]:
        started_ms = self._clock.monotonic_ms()

        def put(uow: UnitOfWork) -> None:
            nonlocal started_ms
            started_ms = self._clock.monotonic_ms()  # Others may have been before it.
            uow.sync.bulk(stream).put_runs(chunk.sha256, runs, done=done)

        def written(_: Future[None]) -> None:
            rows = sum(len(run.ids) for run in runs)
            self._slices.took(rows, self._clock.monotonic_ms() - started_ms)

        writing = self._store.load(put)
        writing.add_done_callback(written)
        return writing


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let a thread that makes rows ready give way soon. The one that writes needs the interpreter
    for an instant after each statement, and would wait ten times as long as the statement took.
    """
    was = sys.getswitchinterval()
    sys.setswitchinterval(min(was, _TURN_S))
    try:
        yield
    finally:
        sys.setswitchinterval(was)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let the collector look for garbage when much was left behind, and not whenever a slice is
    made ready: it would look through all of the slice's rows, none of which is garbage.
    """
    was, *older = gc.get_threshold()
    gc.set_threshold(max(was, _COLLECT_AFTER), *older)
    try:
        yield
    finally:
        gc.set_threshold(was, *older)
