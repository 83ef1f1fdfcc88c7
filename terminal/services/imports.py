"""Takes over what a store kept in old tables: open, map, check, decide, run, undo.

Every call may take long: none belongs on a screen's thread. `ImportThread` runs them one after
another on a thread of their own, and a progress callback is called on that thread too. Expected
failures come back as a Refusal with a code; a LocalStoreError is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from terminal.domain.imports.model import (
    BatchEntry,
    Check,
    Decisions,
    Field,
    Preview,
    Progress,
)
from terminal.domain.problems import Refusal
from terminal.services.work import Work

T = TypeVar("T")

Columns: TypeAlias = Mapping[int, Field]
"""What each column that is taken over holds, by its place from 0."""
Report: TypeAlias = Callable[[Progress], None]
IsCancelled: TypeAlias = Callable[[], bool]


class Submit(Protocol):
    """Starts work on the store thread, such as `Store.run` under the present session."""

    def __call__(self, work: Work[T]) -> Future[T]:
        """Return at once."""


class Imports:
    """One file at a time, from opening to the end, and the imports that were.

    `write` runs work that writes, under whoever is signed in; `read` work that only reads.
    """

    def __init__(self, write: Submit, read: Submit) -> None:
        self._write, self._read = write, read

    def open(
        self,
        path: Path,
        *,
        sheet: str | None = None,
        encoding: str | None = None,
        report: Report = lambda _: None,
    ) -> Preview | Refusal:
        """Read a file into memory (nothing of it is ever written elsewhere) and return how it was
        understood. Once more with another `sheet` or `encoding` if that was wrong.

        Refuses with IMPORT_UNREADABLE, IMPORT_XLS, IMPORT_HTML, IMPORT_LOCKED, IMPORT_EMPTY,
        IMPORT_TOO_LARGE, IMPORT_SHEET_UNKNOWN, IMPORT_ENCODING.
        """
        raise NotImplementedError

    def suggestion(self) -> Columns:
        """Return the mapping the preview suggests."""
        raise NotImplementedError

    def check(
        self,
        columns: Columns,
        *,
        report: Report = lambda _: None,
        cancelled: IsCancelled = lambda: False,
    ) -> Check | Refusal:
        """Look at every row under a mapping and at whom the store knows. Nothing is written.

        Refuses with IMPORT_NOT_OPEN, IMPORT_NAME_UNMAPPED, IMPORT_TWICE_MAPPED, IMPORT_CANCELLED.
        """
        raise NotImplementedError

    def run(
        self,
        decisions: Decisions,
        *,
        report: Report = lambda _: None,
        cancelled: IsCancelled = lambda: False,
    ) -> BatchEntry | Refusal:
        """Take over what was checked last, in slices: each is saved whole, queued for HQ, and not
        done again. One that was cut short (by a crash, or `cancelled`) goes on with the row it
        stood at when the same file is run again; a cancelled one may be undone instead.

        Refuses with IMPORT_NOT_CHECKED, NOT_RESPONSIBLE, IMPORT_PLAN_CHANGED (cut short under
        another mapping or other decisions), IMPORT_DONE_BEFORE (undo it first).
        """
        raise NotImplementedError

    def undo(
        self,
        batch: str,
        *,
        report: Report = lambda _: None,
        cancelled: IsCancelled = lambda: False,
    ) -> BatchEntry | Refusal:
        """Take a whole import back: files it made are withdrawn, fields it changed are as before.
        What somebody worked with since stays, and is counted as kept. Cut short, it goes on when
        called again.

        Refuses with IMPORT_UNKNOWN, IMPORT_UNDONE_BEFORE, NOT_RESPONSIBLE.
        """
        raise NotImplementedError

    def history(self) -> tuple[BatchEntry, ...]:
        """Return the imports of this till, newest first."""
        raise NotImplementedError

    def write_report(self, path: Path) -> Refusal | None:
        """Write the problems and duplicates of the last check as CSV (UTF-8 with a mark, as Excel
        wants it): row, field, code, no values. A new file that only this account can read.

        Refuses with IMPORT_NOT_CHECKED, EXPORT_EXISTS, EXPORT_FAILED.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Forget the file."""
        raise NotImplementedError


class ImportThread:
    """Runs jobs with the imports one after another, on a thread of their own."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="import")

    def submit(self, job: Callable[[Imports], T]) -> Future[T]:
        """Start a job, such as `lambda imports: imports.open(path)`, and return at once."""
        return self._executor.submit(job, self._imports)

    def close(self) -> None:
        """Take no more jobs and wait for the one under way: cancel it first."""
        self._executor.shutdown(wait=True, cancel_futures=True)
