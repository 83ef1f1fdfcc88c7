"""The way from the page to the thread that makes files, and back with how far one is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from terminal.domain.problems import Refusal
from ui.tasks import Delivery

Told = Callable[[int, int], None]
"""Hears how many of how many parts are done."""
Make = Callable[[Told], bytes]
"""Makes a file's content from values it captured; it runs beside the screens."""


class SubmitFile(Protocol):
    """Starts making and writing a new file of this name in a folder."""

    def __call__(self, folder: str, name: str, make: Make, told: Told) -> Future[str | Refusal]:
        """Return at once."""


class StoppedError(Exception):
    """The screens are going away: the file under way is not finished."""


@dataclass(frozen=True, slots=True)
class ToSave:
    """A file to be made. The name says nothing of anybody."""

    name: str
    make: Make


class FileRunner(Protocol):
    """Makes files one after another; `then` gets the path on the caller's thread."""

    def __call__(self, folder: str, file: ToSave, then: Callable[[str | Refusal], None]) -> None:
        """Start it and return at once."""


class FileJobs(Delivery):
    """A FileRunner that delivers on the GUI thread, and says there how far a file is."""

    progressed = Signal(int, int)
    _told = Signal(int, int)

    def __init__(
        self,
        submit: SubmitFile,
        on_crash: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(on_crash, parent)
        self.setObjectName("compliance.files")
        self._submit = submit
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def __call__(self, folder: str, file: ToSave, then: Callable[[str | Refusal], None]) -> None:
        """Make and write a file, then call `then` with its path, or with why there is none."""
        if self._is_open:
            self._bring(self._submit(folder, file.name, file.make, self._report), then)

    def _report(self, done: int, total: int) -> None:
        # On the files' thread.
        if not self._is_open:
            raise StoppedError
        self._told.emit(done, total)

    def _tell(self, done: int, total: int) -> None:
        if self._is_open:
            self.progressed.emit(done, total)
