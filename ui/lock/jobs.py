"""The way from the lock to the thread of the PINs, and back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from terminal.services.pins import Pins
from ui.tasks import Delivery

T = TypeVar("T")


class SubmitPins(Protocol):
    """Starts a job with the PINs, as `PinThread.submit` does."""

    def __call__(self, job: Callable[[Pins], T]) -> Future[T]:
        """Return at once."""


class PinJobs(Delivery):
    """A PinRunner that delivers on the GUI thread: hashing holds up no key and no paint."""

    def __init__(
        self,
        submit: SubmitPins,
        on_crash: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(on_crash, parent)
        self.setObjectName("lock.jobs")
        self._submit = submit

    def __call__(self, job: Callable[[Pins], T], then: Callable[[T], None]) -> None:
        """Run `job` on the PINs' thread, then call `then(result)` on this one."""
        if self._is_open:
            self._bring(self._submit(job), then)
