"""The shape of work handed to the store thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeAlias, TypeVar

from local_store.unit_of_work import UnitOfWork

T = TypeVar("T")

Work: TypeAlias = Callable[[UnitOfWork], T]


class Runner(Protocol):
    """Runs work in one transaction under the present session; `then` gets the result on the
    caller's thread. Work captures values only, never a widget or a presenter.
    """

    def __call__(self, work: Work[T], then: Callable[[T], None]) -> None:
        """Start the work and return at once."""


class Submit(Protocol):
    """Starts work on a thread of the store, such as `Store.run` under the present session."""

    def __call__(self, work: Work[T]) -> Future[T]:
        """Return at once."""
