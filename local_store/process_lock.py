"""One writer: a lock file beside the database, held for as long as the process lives.

The operating system drops the lock when the process ends, however it ends; a file left behind
means nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from local_store.errors import LockedError, UnreachableError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProcessLock:
    """The right to write one store. Raise LockedError when another process has it."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + ".lock")
        try:
            # Never truncated and never removed: a second process must find the same file.
            self._file = path.open("ab")
        except OSError as error:
            raise UnreachableError(type(error).__name__) from error
        try:
            _try_lock(self._file)
        except OSError as error:
            self._file.close()
            raise LockedError from error

    def release(self) -> None:
        """Give the right back."""
        self._file.close()
