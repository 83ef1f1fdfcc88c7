"""The way from the page to the thread of the imports, and back with how far it is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from terminal.domain.imports.model import Progress
from terminal.services.imports import Imports
from ui.imports.job import Job, Ties
from ui.tasks import Delivery

T = TypeVar("T")


class SubmitJob(Protocol):
    """Starts a job on the imports' thread, as `ImportThread.submit` does."""

    def __call__(self, job: Callable[[Imports], T]) -> Future[T]:
        """Return at once."""


class Jobs(Delivery):
    """A JobRunner that delivers on the GUI thread, and says there how far a job is: the newest
    word only, however often it is told.
    """

    progressed = Signal(object)

    _told = Signal()

    def __init__(
        self,
        submit: SubmitJob,
        on_crash: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(on_crash, parent)
        self.setObjectName("imports.jobs")
        self._submit = submit
        self._cancelled = Event()
        self._latest: Progress | None = None
        self._is_telling = False
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def __call__(self, job: Job[T], then: Callable[[T], None]) -> None:
        """Run `job` on the imports' thread, then call `then(result)` on this one."""
        if not self._is_open:
            return
        self._cancelled = Event()  # One for each job: a late press must not end the next one.
        ties = Ties(self._report, self._cancelled.is_set)

        def with_ties(imports: Imports) -> T:
            return job(imports, ties)

        self._bring(self._submit(with_ties), then)

    def cancel(self) -> None:
        """Ask the job under way to end at the next place where nothing is lost."""
        self._cancelled.set()

    def close(self) -> None:
        """Start nothing more, deliver nothing more, and have the job under way end soon."""
        super().close()
        self.cancel()

    def _report(self, progress: Progress) -> None:
        # On the imports' thread, perhaps thousands of times a second.
        self._latest = progress
        if self._is_open and not self._is_telling:
            self._is_telling = True
            self._told.emit()

    @Slot()
    def _tell(self) -> None:
        self._is_telling = False
        if self._is_open and self._latest is not None:
            self.progressed.emit(self._latest)
