"""One writer: a lock file beside the database, held for as long as the process lives.

The operating system drops the lock when the process ends, however it ends; a file left behind
means nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from local_store.errors import LockedError, UnreachableError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProcessLock:
    """The right to write one store. Raise LockedError when another process has it."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + ".lock")
        try:
            # Never truncated and never removed: a second process must find the same file.
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise UnreachableError(type(error).__name__) from error
        try:
            _try_lock(self._file)
        except OSError as error:
            os.close(self._file)
            raise LockedError from error

    def release(self) -> None:
        """Give the right back."""
        os.close(self._file)
