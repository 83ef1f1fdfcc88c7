"""The state of a running store at one moment, lying whole in its file, to be copied at leisure.

The log is emptied into the file, and a reader is set on what is there then. For as long as that
reader stays, the engine may not write the log back again (https://sqlite.org/walformat.html,
read-mark 0): saves go on, into the log, and the file does not change by one byte. So the file can
be copied as it is, still encrypted, and nobody waits for the copying.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from local_store.connection import Connection
from local_store.database import named_errors, open_database, open_unwritten
from local_store.errors import BackupBusyError
from local_store.raw_pages import is_whole

LOG_BYTES_MAX: Final = 256 * 1024 * 1024
"""So much may be saved while the state is held; then it has to be let go."""


class Frozen:
    """A store's file at one moment. Made by `Store.freeze`; to be released in any case."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self.db: Connection = open_database(path, key, query_only=True, check=False)
        self.bytes = 0
        with named_errors():
            # What can be written back is written back here, where nobody waits for it.
            self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    @property
    def log_bytes(self) -> int:
        """Return how much was saved since, or is left of an earlier log."""
        log = self.path.with_name(self.path.name + "-wal")
        return log.stat().st_size if log.exists() else 0

    def opened_copy(self, copy: Path) -> Connection:
        """Open a copy of this file, which nobody writes, without touching it."""
        return open_unwritten(copy, self._key)

    def is_whole(self, copy: Path) -> bool:
        """Tell whether every page of a copy is as this store wrote it. Raise OSError."""
        return is_whole(copy, self._key)

    def hold(self, writer: Connection) -> None:
        """Empty the log and hold what the file says then. On the writer's thread, between two
        pieces of work. Raise BackupBusyError when a reader needs what is in the log just now.
        """
        with named_errors():
            (waited,) = writer.execute("PRAGMA busy_timeout").fetchone()
            writer.execute("PRAGMA busy_timeout = 0")
            try:
                busy, *_ = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                writer.execute(f"PRAGMA busy_timeout = {waited}")
            if busy:
                raise BackupBusyError
            self.db.execute("BEGIN")
            self.db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        self.bytes = self.path.stat().st_size

    def release(self) -> None:
        """Let the store write its log back again. Idempotent."""
        self.db.close()
