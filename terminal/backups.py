"""Backups of this till: where they go, the daily one, and what is noted of the last."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol

import structlog

from local_store.backup import BackupPlan, back_up, copy_out
from local_store.backup_files import Backup, disk_errors, listed, salt_in
from local_store.backup_files import forget_keys as forget_keys_in
from local_store.errors import BackupStoppedError, DiskFaultError, LocalStoreError
from local_store.key_custody import FileCustody
from local_store.old_copies import let_go
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal.config import TerminalSettings

DATABASE: Final = "guitai.db"
FOLDER: Final = "backups"
ASIDE: Final = "set-aside"
"""Where a restore keeps what was there, key file and all."""
LAST: Final = "backup_last"
EVERY_MS: Final = 24 * 60 * 60 * 1000
AFTER_START_MS: Final = 15 * 60 * 1000
AGAIN_MS: Final = 60 * 60 * 1000
"""How long after one that failed the next is tried."""
PAUSE_S: Final = 0.02
"""Between two slices, so that a save never finds the disk busy for long."""
STOP_S: Final = 5.0

_MIB: Final = 1024 * 1024
_log: Final = structlog.get_logger("terminal")


class Clock(Protocol):
    """A clock that never jumps."""

    def monotonic_ms(self) -> int:
        """Return milliseconds since some moment in the past."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders backups go to, the custody whose envelope travels with them, and how many bytes
    stay free for the till; whether older backups there may go; the till's database, which tells
    its backups from those of others in the same folder.
    """

    folder: Path
    second: Path | None
    custody: FileCustody
    floor: int
    tidy: bool = True
    database: Path | None = None

    @classmethod
    def of(cls, settings: TerminalSettings, custody: FileCustody) -> Places:
        """Return the places that the settings name."""
        wanted = settings.backup
        folder = wanted.folder or settings.data_dir / FOLDER
        floor, database = wanted.keep_free_mb * _MIB, settings.data_dir / DATABASE
        return cls(folder, wanted.second, custody, floor, database=database)

    def elsewhere(self, folder: Path) -> Places:
        """Return one folder instead, chosen by hand: it may be filled, and nothing there goes."""
        return replace(self, folder=folder, second=None, floor=0, tidy=False)

    @property
    def salt(self) -> bytes | None:
        """Return what tells this till's backups from others', where its database is there."""
        if self.database is None or not self.database.exists():
            return None
        return salt_in(self.database)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return all the folders."""
        return (self.folder,) if self.second is None else (self.folder, self.second)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a backup: itself, and the code of why the second disk has none of it."""

    backup: Backup
    second: str | None = None


def make(store: Store, places: Places, *, pause: Callable[[], None] | None = None) -> Made:
    """Make a backup, copy it to the second disk, and note what came of it in the store. Raise a
    LocalStoreError when there is no backup; that the second disk has none is told in the result.
    """
    made_at = store.read(lambda uow: uow.now_ms).result()
    plan = BackupPlan(places.folder, places.custody, made_at, places.floor, places.tidy)
    plan = plan if pause is None else replace(plan, pause=pause)
    try:
        made = Made(back_up(store, plan))
        if places.second is not None:
            made = replace(made, second=_second(made.backup, replace(plan, folder=places.second)))
    except BackupStoppedError:
        raise
    except LocalStoreError as error:
        _note(store, made_at, error.code, None)
        raise
    if places.tidy:
        _let_old_copies_go(store.path, places)
    _note(store, made_at, None, made.second)
    return made


def told(made: Made) -> dict[str, str | None]:
    """Return what a command says of a backup: facts, and `second`, a code."""
    return {
        "path": str(made.backup.path),
        "mb": str(-(-made.backup.bytes // _MIB)),
        "rows": str(made.backup.rows),
        "second": made.second,
    }


def forget_keys(data_dir: Path, places: Places) -> None:
    """Erase the envelopes that travelled with backups, as far as their disks are connected, and
    those that a restore kept. Raise DiskFaultError.
    """
    with disk_errors():
        for path in (data_dir / ASIDE).glob("*/*.json"):
            path.unlink(missing_ok=True)
    salt = places.salt
    for folder in places.folders if salt else ():
        forget_keys_in(folder, salt or b"")


def last(uow: UnitOfWork) -> dict[str, str | int | None] | None:
    """Return what was noted of the last attempt: `at` (UTC ms), `code` and `second`, codes of what
    failed; None before the first.
    """
    text = uow.meta.get(LAST)
    if text is None:
        return None
    raw: dict[str, str | int | None] = json.loads(text)
    return raw


def newest(places: Places) -> Backup | None:
    """Return the newest whole backup in the first folder, or None."""
    return next(iter(listed(places.folder, places.salt)), None)


def _let_old_copies_go(database: Path, places: Places) -> None:
    try:
        for one in let_go(database, listed(places.folder, salt_in(database))):
            _log.info("copy of an earlier version gone", count=one.schema, bytes=one.bytes)
    except LocalStoreError as error:
        _log.info("a copy of an earlier version stays", code=error.code)


def _second(backup: Backup, plan: BackupPlan) -> str | None:
    try:
        copy_out(backup, plan)
    except BackupStoppedError:
        raise
    except LocalStoreError as error:
        _log.info("no backup on the second disk", code=error.code)
        return error.code
    return None


def _note(store: Store, at: int, code: str | None, second: str | None) -> None:
    text = json.dumps({"at": at, "code": code, "second": second})
    try:
        store.run(lambda uow: uow.meta.set(LAST, text)).result()
    except LocalStoreError as error:
        _log.error("a backup could not be noted", code=error.code)


class DailyBackup:
    """Makes a backup once a day, on a thread of its own, at a time the sync thread calls idle.

    Time is kept by the clock that never jumps; how old the newest backup is, by the store's.
    """

    def __init__(
        self, store: Store, places: Places, *, clock: Clock, tell: Callable[[str], None]
    ) -> None:
        """`tell` is given the code of what failed, on the backup's thread."""
        self._store, self._places, self._clock, self._tell = store, places, clock, tell
        self._due_ms = clock.monotonic_ms() + AFTER_START_MS
        self._stopping, self._making = threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None

    def is_due(self) -> bool:
        """Tell whether it is time to look for an old backup."""
        if self._thread is not None and self._thread.is_alive():
            return False
        return self._clock.monotonic_ms() >= self._due_ms

    def do(self) -> bool:
        """Begin a backup when the newest is a day old. It never calls for an exchange."""
        rest_ms = self._rest_ms()
        self._due_ms = self._clock.monotonic_ms() + (rest_ms or AGAIN_MS)
        if rest_ms == 0 and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._run, name="backup", daemon=True)
            self._thread.start()
        return False

    def make_now(self, places: Places) -> Made:
        """Make a backup on this thread, once one that is under way has ended. Raise as `make`
        does.
        """
        with self._making:
            return make(self._store, places, pause=self._pause)

    def stop(self, timeout_s: float = STOP_S) -> bool:
        """Give up a backup under way, of which nothing is left then; tell whether it ended."""
        self._stopping.set()
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _rest_ms(self) -> int:
        """Return for how long it is too early: never for more than a day, whatever clocks say."""
        found = newest(self._places)
        if found is None:
            return 0
        passed_ms = self._store.read(lambda uow: uow.clock_ms).result() - found.made_at
        return EVERY_MS - passed_ms if 0 <= passed_ms < EVERY_MS else 0

    def _run(self) -> None:
        begun_ms = self._clock.monotonic_ms()
        try:
            with disk_errors():
                made = self.make_now(self._places)
        except BackupStoppedError:
            return
        except LocalStoreError as error:
            _log.error("no backup was made", code=error.code)
            self._tell(error.code)
            return
        took_ms = self._clock.monotonic_ms() - begun_ms
        _log.info("backup made", bytes=made.backup.bytes, rows=made.backup.rows, took_ms=took_ms)
        if made.second is not None:
            self._tell(made.second)

    def _pause(self) -> None:
        if self._stopping.wait(PAUSE_S):
            raise BackupStoppedError


def forgetting(data_dir: Path, places: Places) -> Callable[[], None]:
    """Return what erases the key everywhere: for a till that HQ has revoked."""
    return partial(_forget, data_dir, places)


def _forget(data_dir: Path, places: Places) -> None:
    places.custody.forget()
    try:
        forget_keys(data_dir, places)
    except DiskFaultError as error:
        _log.error("an envelope beside a backup is still there", code=error.code)
