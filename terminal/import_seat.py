"""Where imports of old tables run at this till: beside the screens, under whoever started them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from local_store.store import Store
from terminal import machine, unsent_file
from terminal.domain.staff import Session
from terminal.services.import_pace import Pace
from terminal.services.imports import Imports, ImportThread
from terminal.services.work import Work

T = TypeVar("T")


class ImportSeat:
    """The thread of the imports. A job belongs to whoever was signed in when it was handed in,
    whoever scans their badge while it runs.
    """

    def __init__(self, store: Store, signed_in: Callable[[], Session | None]) -> None:
        self._store, self._signed_in = store, signed_in
        self._session: Session | None = None  # Of the job under way; on the imports' thread only.
        pace = Pace(machine.SystemClock())
        imports = Imports(self._write, self._read, pace, keep=unsent_file.write_new)
        self._thread = ImportThread(imports)

    def submit(self, job: Callable[[Imports], T]) -> Future[T]:
        """Start a job under the present session, and return at once."""
        return self._thread.submit(partial(self._as, self._signed_in(), job))

    def close(self) -> None:
        """Take no more jobs and wait for the one under way, which was told to stop."""
        self._thread.close()

    def _as(self, session: Session | None, job: Callable[[Imports], T], imports: Imports) -> T:
        self._session = session
        return job(imports)

    def _write(self, work: Work[T]) -> Future[T]:
        return self._store.run(work, self._session)

    def _read(self, work: Work[T]) -> Future[T]:
        return self._store.read(work, self._session)


def report_path(folder: Path, now: Callable[[], datetime]) -> Path:
    """Return where the next report goes: into a folder of this account's own, made when there is
    none and that is possible; whoever writes there finds out.
    """
    return unsent_file.ready(folder) / f"guitai-import-{now():%Y%m%d-%H%M%S}.csv"
