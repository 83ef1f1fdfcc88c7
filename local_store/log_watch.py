"""Keeps an eye on the log: it is written back into the file when nobody reads what is older.

A reader that never ends would let it grow until the disk is full. It is told first; then the
reader is interrupted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

LONG_BYTES: Final = 64 * 1024 * 1024
BOUND_BYTES: Final = 192 * 1024 * 1024


class LogWatch:
    """Looks at the log's length after commits. For the writer's thread."""

    def __init__(
        self, database: Path, *, long_bytes: int = LONG_BYTES, bound_bytes: int = BOUND_BYTES
    ) -> None:
        self._log = database.with_name(database.name + "-wal")
        self._long, self._bound = long_bytes, bound_bytes
        self._is_told = False

    def look(self, *, tell: Callable[[], None], interrupt: Callable[[], None]) -> None:
        """Tell once when the log is long; interrupt the reader when it is too long."""
        size = self._size()
        if size > self._bound:
            interrupt()
        if size <= self._long:
            self._is_told = False
        elif not self._is_told:
            self._is_told = True
            tell()

    def _size(self) -> int:
        try:
            return self._log.stat().st_size
        except OSError:
            return 0
