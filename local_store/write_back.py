"""Writes the log back into the file while a stream is loaded, beside the connection that loads.

To write back takes the engine little work and two waits for the disk. Done by the commit that finds
the log too long, as the engine does it, each of them stops the load. Any other connection may do it
while the writer goes on: what it has done is not done again when the log gets too long after all,
and only then does the log begin anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from local_store.connection import Connection
from local_store.database import named_errors
from local_store.errors import LocalStoreError

COMMITS: Final = 4
"""Of a load, until what they wrote is written back: at most 200 ms of it, about 3 MiB of log."""

_log: Final = logging.getLogger(__name__)


class WriteBack:
    """One connection and the thread it is used on, both made when they are needed first."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        """`connect` opens the store once more. A connection that only reads will do."""
        self._connect = connect
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="store-log")
        self._db: Connection | None = None
        self._under_way: Future[None] | None = None
        self._commits = 0

    def committed(self) -> Future[None] | None:
        """Note a commit of a load; return the writing back it began, if it did. Always from one
        thread, which never waits here.
        """
        self._commits += 1
        if self._commits < COMMITS or not (self._under_way is None or self._under_way.done()):
            return None
        self._commits = 0
        self._under_way = self._executor.submit(self._run)
        return self._under_way

    def close(self) -> None:
        """Finish what is under way, and close the connection."""
        self._executor.shutdown(wait=True)
        self._drop()

    def _run(self) -> None:
        try:
            with named_errors():
                if self._db is None:
                    self._db = self._connect()
                self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except LocalStoreError as error:
            # Nothing is lost: the log holds it all, and whoever commits will tell what is wrong.
            _log.warning("the log was not written back: %s", type(error).__name__)
            self._drop()

    def _drop(self) -> None:
        """Leave a connection that a fault may have spoiled, or that is not needed any more."""
        if self._db is not None:
            self._db.close()
            self._db = None
