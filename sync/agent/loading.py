"""Loading a whole stream from HQ's snapshot: chunk by chunk, on from where it stopped.

A chunk that is in place is never fetched again, so an interruption costs one chunk at most. Rows go
in with slices that take about as long as nobody notices, because a person may save in between.

Three things go on at once: the next chunk is fetched, a slice is made ready, and one before it is
written. A long load has its slices made ready in a process of its own: here, only one thing at a
time holds the interpreter, and the screen needs it too.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Final

from local_store.cursors import Cursor
from local_store.preparing import InlinePreparer, Preparer
from local_store.runs import Run
from local_store.store import InlineExecutor, Store
from local_store.unit_of_work import UnitOfWork
from sync.agent import replica
from sync.agent.clock import Clock
from sync.agent.errors import HubLacksError, HubRefusedError, ProtocolViolationError
from sync.agent.handing import Handing, Work
from sync.agent.transport import Transport
from sync.protocol.problems import ProblemCode
from sync.protocol.snapshot import CHUNK_ROWS_MAX, Chunk

SLICE_MS: Final = 50
SLICE_ROWS_MIN: Final = 100
_TURN_S: Final = 0.0001
_COLLECT_AFTER: Final = 200_000
"""So many values more than went: several times what the slices under way hold."""
LONG_ROWS: Final = 20_000
"""To start a helper for fewer rows takes longer than it saves."""
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


class _Helper:
    """What makes rows ready for the streams of one call: to start it takes a third of a second."""

    def __init__(self, make: Callable[[], Preparer]) -> None:
        self._make = make
        self._made: Preparer | None = None

    def of(self, rows: int) -> Preparer:
        """Return what makes so many rows ready."""
        if self._made is None and rows >= LONG_ROWS:
            self._made = self._make()
        return self._made or InlinePreparer()

    def failed(self, error: type[BaseException] | None, *_: object) -> None:
        """Let go of one that was given what nobody will ask for any more."""
        if error is not None:
            self.close()

    def close(self) -> None:
        """Let go of it, if there is one."""
        made, self._made = self._made, None
        if made is not None:
            made.close()


class Loader:
    """Loads streams of one till. For one thread."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        *,
        clock: Clock,
        fetcher: Callable[[], Executor] = InlineExecutor,
        preparer: Callable[[], Preparer] = InlinePreparer,
    ) -> None:
        """`fetcher` makes what chunks are fetched on while others are put in place, `preparer` what
        makes the rows of a long load ready.
        """
        self._store, self._transport, self._clock = store, transport, clock
        self._fetcher, self._preparer = fetcher, preparer
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

    def load(self, streams: Sequence[str], epoch: str, pause: Callable[[], bool]) -> int:
        """Load what is missing of streams, one after the other, until `pause` says so between two
        chunks. Return how many rows were put in place. Raise a SyncError.
        """
        rows, helper = 0, _Helper(self._preparer)
        try:
            for stream in streams:
                rows += self._load_one(stream, epoch, pause, helper)
                if pause():
                    break
        finally:
            helper.close()
        return rows

    def _load_one(self, stream: str, epoch: str, pause: Callable[[], bool], helper: _Helper) -> int:
        try:
            for _ in range(_MANIFESTS_MAX):
                try:
                    return self._load(stream, epoch, pause, helper)
                except HubRefusedError as refused:
                    if refused.code != ProblemCode.SNAPSHOT_GONE:
                        raise
                self._begin(stream, epoch)
        except HubLacksError:
            self._store.run(lambda uow: uow.sync.give_up_loads()).result()
            self._lacking = True
            return 0
        raise ProtocolViolationError("snapshots that do not stay")

    def _load(self, stream: str, epoch: str, pause: Callable[[], bool], helper: _Helper) -> int:
        missing = self._missing(stream)
        if (
            not missing
        ):  # Nothing was begun; or all is in place, and beginning again changes nothing.
            self._begin(stream, epoch)
            missing = self._missing(stream)
        rows = self._fetch(stream, missing, pause, helper)
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

    def _fetch(
        self, stream: str, chunks: Sequence[Chunk], pause: Callable[[], bool], helper: _Helper
    ) -> int:
        """Fetch chunks and put them in place; while one is put, the next is under way already."""
        rows = 0
        handing = Handing(self._store)
        with _short_turns(), _seldom_collecting(), ExitStack() as ending:
            fetcher = ending.enter_context(self._fetcher())
            preparer = helper.of(sum(chunk.rows for chunk in chunks))
            ending.push(helper.failed)  # Before the fetcher, which may wait for it.
            ending.callback(handing.end)
            get = partial(self._begun, preparer, stream)
            ahead = fetcher.submit(get, chunks[0]) if chunks else None
            for at, chunk in enumerate(chunks, 1):
                assert ahead is not None
                data = ahead.result()
                more = at < len(chunks) and not pause()
                if more:
                    ahead = fetcher.submit(get, chunks[at])
                self._put(handing, stream, chunk, preparer.runs(data))
                rows += chunk.rows
                if not more:
                    break
        return rows

    def _begun(self, preparer: Preparer, stream: str, chunk: Chunk) -> bytes:
        """Fetch a chunk, and have its rows made ready."""
        data = self._transport.chunk(stream, chunk)
        replica.check_rows(data, chunk)
        preparer.begin(data)
        return data

    def _put(
        self, handing: Handing, stream: str, chunk: Chunk, portions: Iterator[list[Run]]
    ) -> None:
        """Hand a chunk's slices over as they are made ready."""
        runs: list[Run] = []
        left, waiting = chunk.rows, 0
        # Slices of one size: the last should not be a small one.
        size = -(-left // -(-left // self._slices.rows))
        for portion in portions:
            runs += portion
            ready = sum(len(run.ids) for run in portion)
            waiting, left = waiting + ready, left - ready
            if waiting >= size or not left:
                handing.put(self._work(stream, chunk, runs, done=not left))
                runs, waiting = [], 0

    def _work(self, stream: str, chunk: Chunk, runs: list[Run], *, done: bool) -> Work:
        """Return the writing of a slice, which tells how long it took."""
        started_ms = 0

        def write(uow: UnitOfWork) -> None:
            nonlocal started_ms
            started_ms = self._clock.monotonic_ms()
            uow.sync.bulk(stream).put_runs(chunk.sha256, runs, done=done)

        def committed() -> None:
            rows = sum(len(run.ids) for run in runs)
            self._slices.took(rows, self._clock.monotonic_ms() - started_ms)

        return Work(write, committed)


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
