"""The bell across processes: LISTEN and NOTIFY on a connection of their own.

A notice is sent after the commit it tells of, never within it: PostgreSQL lets only one transaction
that notifies commit at a time, which would make every push of the chain wait for every other. A
notice that is lost costs a till the time to its next exchange, and nothing else.
"""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable, Collection
from typing import Final

import psycopg
import structlog

from sync.hub.bell import Bell
from sync.hub.postgres.sql import CHANNEL, NOTIFY, Connection, noticed, notices

_log: Final = structlog.get_logger("sync.hub")

_AGAIN_S: Final = 1.0
_CONNECT_S: Final = 5


class Chime:
    """Rings `bell`, and the bells of all processes on the same database, from `start` to `stop`."""

    def __init__(self, dsn: str, bell: Bell) -> None:
        self._dsn = dsn
        self._bell = bell
        self._lock = threading.Lock()
        self._told: set[str] = set()
        self._stopping = threading.Event()
        self._wake_r, self._wake_w = os.pipe()
        self._thread = threading.Thread(target=self._run, name="hub-chime")

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for that."""
        self._stopping.set()
        self._wake()
        self._thread.join()
        os.close(self._wake_r)
        os.close(self._wake_w)

    def ring(self, streams: Collection[str], but: str = "") -> None:
        """Tell this process at once and the others soon; from any thread, without waiting. For
        `but` see `Bell.ring`.
        """
        self._bell.ring(streams, but)
        with self._lock:
            first = not self._told
            self._told.update(notices(streams, but))
        if first:
            self._wake()

    def _wake(self) -> None:
        os.write(self._wake_w, b"!")

    def _run(self) -> None:
        well = True
        while not self._stopping.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                if well:
                    _log.error("bell between processes stopped", error=type(error).__name__)
                well = False
                self._stopping.wait(_AGAIN_S)
            else:
                well = True

    def _listen(self) -> None:
        """Listen and tell until it is to stop."""
        with psycopg.connect(self._dsn, autocommit=True, connect_timeout=_CONNECT_S) as connection:
            line = connection.fileno()
            heard: set[str] = set()

            def hear(notice: psycopg.Notify) -> None:
                if notice.pid != connection.pgconn.backend_pid:
                    heard.add(notice.payload)

            # What comes with the answer to a statement, our own notices among it: the connection
            # would keep it, for nobody and for ever.
            connection.add_notify_handler(hear)
            connection.execute(f"LISTEN {CHANNEL}".encode())
            self._bell.ring_all()  # What was told while nobody listened is not told again.
            while not self._stopping.is_set():
                ready, _, _ = select.select([line, self._wake_r], [], [])
                if self._wake_r in ready:
                    os.read(self._wake_r, 64)
                    self._tell(connection)
                _read(connection, hear)
                self._ring(heard)
                heard.clear()

    def _ring(self, heard: Collection[str]) -> None:
        streams: dict[str, list[str]] = {}
        for stream, but in map(noticed, heard):
            streams.setdefault(but, []).append(stream)
        for but, some in streams.items():
            self._bell.ring(some, but)

    def _tell(self, connection: Connection) -> None:
        with self._lock:
            told, self._told = sorted(self._told), set()
        if told:
            connection.execute(NOTIFY, (told,))


def _read(connection: Connection, hear: Callable[[psycopg.Notify], None]) -> None:
    """Hand on what came without a statement."""
    pgconn = connection.pgconn
    pgconn.consume_input()
    while (notice := pgconn.notifies()) is not None:
        hear(psycopg.Notify(notice.relname.decode(), notice.extra.decode(), notice.be_pid))
