"""Brings a page onto paper: at the usual printer, or into a file where there is none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from terminal.domain.problems import Refusal
from ui.tasks import Delivery

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a page came out: the printer's name, or the path of the file."""

    printer: str = ""
    path: str = ""


class PaperDesk(Protocol):
    """What prints. It may take seconds: it is for a thread beside."""

    def put_on_paper(self, name: str, content: bytes) -> Paper | Refusal:
        """Print a PDF on the usual printer, or save it where no printer is set up."""


class SubmitPaper(Protocol):
    """Starts a job on the thread where printing is done."""

    def __call__(self, job: Callable[[PaperDesk], T]) -> Future[T]:
        """Return at once."""


class PaperOut(Protocol):
    """Prints beside, and tells where it came out, or why it did not, on the caller's thread."""

    def __call__(self, name: str, content: bytes, then: Callable[[Paper | Refusal], None]) -> None:
        """Take a PDF and a file name, and return at once."""


class PaperJobs(Delivery):
    """A PaperOut that delivers on the GUI thread. Names of files get the moment, for none may be
    written twice.
    """

    def __init__(
        self,
        submit: SubmitPaper | None,
        now: Callable[[], datetime],
        on_crash: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(on_crash, parent)
        self.setObjectName("paper.jobs")
        self._submit, self._now = submit, now

    def __call__(self, name: str, content: bytes, then: Callable[[Paper | Refusal], None]) -> None:
        """Print on the other thread, then call `then` on this one."""
        if self._submit is None:
            then(Refusal("PRINT_NO_SERVICE"))
        elif self._is_open:
            stem, _, ending = name.rpartition(".")
            file = f"{stem}-{self._now():%Y%m%d-%H%M%S}.{ending}"
            self._bring(self._submit(partial(_put, name=file, content=content)), then)


def _put(desk: PaperDesk, *, name: str, content: bytes) -> Paper | Refusal:
    return desk.put_on_paper(name, content)
