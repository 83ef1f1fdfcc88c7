"""The one bridge from other threads' work to the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from terminal.services.work import Work

T = TypeVar("T")


class Submit(Protocol):
    """Starts work on the store thread, such as `Store.run` under the present session."""

    def __call__(self, work: Work[T]) -> Future[T]:
        """Return at once."""


class Delivery(QObject):
    """Brings what came of work on another thread to the GUI thread, in the order it was done.

    The signal is this object's and outlives every job. `on_crash` hears on the GUI thread of work
    that raised, and makes it a visible state; `then` is not called for it.
    """

    _finished = Signal(object)

    def __init__(self, on_crash: Callable[[BaseException], None], parent: QObject | None) -> None:
        super().__init__(parent)
        self._on_crash = on_crash
        self._is_open = True
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Start nothing more and deliver nothing more: the screens are going away."""
        self._is_open = False

    def _bring(self, future: Future[T], then: Callable[[T], None]) -> None:
        future.add_done_callback(partial(self._on_done, then))

    def _on_done(self, then: Callable[[Any], None], done: Future[Any]) -> None:
        # On the other thread: only the queued signal may leave it.
        if self._is_open:
            self._finished.emit(partial(self._finish, done, then))

    def _finish(self, done: Future[T], then: Callable[[T], None]) -> None:
        try:
            error = done.exception()
        except CancelledError as cancelled:
            error = cancelled
        if error is not None:
            self._on_crash(error)
        else:
            then(done.result())

    @Slot(object)
    def _deliver(self, job: Callable[[], None]) -> None:
        if self._is_open:
            job()


class Tasks(Delivery):
    """A Runner: work on the store thread, its result on this one."""

    def __init__(
        self,
        submit: Submit,
        on_crash: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(on_crash, parent)
        self.setObjectName("tasks")
        self._submit = submit

    def __call__(self, work: Work[T], then: Callable[[T], None]) -> None:
        """Run `work` on the store thread, then call `then(result)` on this one."""
        if self._is_open:
            self._bring(self._submit(work), then)


def crash_code(error: BaseException) -> str:
    """Return the stable code of an error, for the screen; the log gets the error itself."""
    return str(getattr(error, "code", None) or "INTERNAL")
