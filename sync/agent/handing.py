"""Hands the slices of a load to the store, a few of them waiting here.

The store has one of them at a time, so whoever saves comes right after it. The next is handed over
by the thread that wrote the one before, which so never stands still between two; and while it makes
an index, others are made ready.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Condition
from typing import Final

from local_store.errors import LocalStoreError
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork

WAITING_MAX: Final = 4
"""Slices that wait, besides the one that is written: each holds some 8 MiB."""


@dataclass(frozen=True, slots=True)
class Work:
    """What writes a slice, and what is told on the writer's thread once it is committed."""

    write: Callable[[UnitOfWork], None]
    committed: Callable[[], None]


class Handing:
    """The slices of one load. `put` and `end` are for one thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed = Condition()
        self._waiting: deque[Work] = deque()
        self._writing = False
        self._error: BaseException | None = None

    def put(self, work: Work) -> None:
        """Have work done after what was put before; wait while many wait. Raise what went wrong
        with earlier work: nothing after that is done.
        """
        with self._changed:
            self._changed.wait_for(self._has_room)
            self._raise()
            if self._writing:
                self._waiting.append(work)
                return
            self._writing = True
        self._begin(work)

    def end(self) -> None:
        """Wait until all is done. Raise what went wrong."""
        with self._changed:
            self._changed.wait_for(lambda: not self._writing)
            self._raise()

    def _has_room(self) -> bool:
        return self._error is not None or len(self._waiting) < WAITING_MAX

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _begin(self, work: Work) -> None:
        try:
            writing = self._store.load(work.write)
        except (LocalStoreError, RuntimeError) as error:  # The store closed meanwhile.
            self._go_on(error)
            return
        writing.add_done_callback(partial(self._ended, work))

    def _ended(self, work: Work, writing: Future[None]) -> None:
        error = writing.exception()
        if error is None:
            work.committed()
        self._go_on(error)

    def _go_on(self, error: BaseException | None) -> None:
        """Begin what waits, unless something went wrong."""
        with self._changed:
            if error is not None:
                self._error = error
                self._waiting.clear()
            work = self._waiting.popleft() if self._waiting else None
            self._writing = work is not None
            self._changed.notify_all()
        if work is not None:
            self._begin(work)
