"""Reading before it is wanted: what the next exchange begins with is read when the last one ended,
so that news finds the till with its request half made.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, NamedTuple, TypeVar

from local_store.errors import LocalStoreError
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork

T = TypeVar("T")


class _Made(NamedTuple, Generic[T]):
    size: int
    found: Future[tuple[int, T]]


class Ahead(Generic[T]):
    """Reads `work` with a size. What was read ahead is taken when nothing was written since. For
    one thread.
    """

    def __init__(self, store: Store, work: Callable[[UnitOfWork, int], T]) -> None:
        self._store, self._work = store, work
        self._made: _Made[T] | None = None

    def begin(self, size: int) -> None:
        """Read ahead, without waiting for it."""

        def read(uow: UnitOfWork) -> tuple[int, T]:
            # Counted before anything is seen: what is written meanwhile makes this too old.
            return self._store.written, self._work(uow, size)

        self._made = _Made(size, self._store.read(read))

    def read(self, size: int) -> T:
        """Return what is there now. Raise LocalStoreError."""
        made, self._made = self._made, None
        if made is not None and made.size == size:
            try:
                written, found = made.found.result()
            except LocalStoreError:
                pass  # It may be well by now; if not, this is said of the next reading.
            else:
                if written == self._store.written:
                    return found
        return self._store.read(lambda uow: self._work(uow, size)).result()
