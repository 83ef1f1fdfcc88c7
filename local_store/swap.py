"""Puts another database in a store's place, so that no crash leaves half of each.

What is to come lies whole beside the old, under a name of its own; once it does, the change is
only to be finished, by whoever opens the folder next. What was there is kept in a folder aside.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from local_store.backup_files import disk_errors, sync_folder
from local_store.process_lock import ProcessLock

NEXT: Final = ".next"
_LOG: Final = "-wal"
_INDEX: Final = "-shm"
_FOLDER: Final = 0o700


def keep_aside(database: Path, key: Path, aside: Path) -> None:
    """Keep database, log and key file in a folder of their own. Raise DiskFaultError or another
    LocalStoreError; nothing was changed then.
    """
    log = database.with_name(database.name + _LOG)
    with disk_errors():
        aside.parent.mkdir(exist_ok=True, mode=_FOLDER)
        aside.mkdir(mode=_FOLDER)
        for path in (database, log, key):
            if path.exists():
                _keep(path, aside / path.name)
        sync_folder(aside)


def announce(database: Path, prepared: Path, key: Path, prepared_key: Path | None) -> None:
    """Make it known that `prepared` is to be in the place of `database`, and its key in that of
    `key`. From here on there is no way back. Both are on the disk already.
    """
    with disk_errors():
        if prepared_key is not None:
            prepared_key.replace(_next(key))
            sync_folder(database.parent)  # With the database it is announced: the key comes first.
        prepared.replace(_next(database))
        sync_folder(database.parent)


def is_announced(database: Path) -> bool:
    """Tell whether a change was begun here and not finished."""
    return _next(database).exists()


def require_unlocked(database: Path) -> None:
    """Raise LockedError while another process has the store open."""
    ProcessLock(database).release()


def finish(database: Path, key: Path) -> None:
    """Finish a change that was announced. Raise LockedError while the store is open."""
    lock = ProcessLock(database)
    try:
        if not is_announced(database):
            return
        with disk_errors():
            # The log belongs to the old file: over the new one it would be poison.
            for suffix in (_LOG, _INDEX):
                database.with_name(database.name + suffix).unlink(missing_ok=True)
            sync_folder(database.parent)
            if _next(key).exists():
                _next(key).replace(key)
                # The one who finishes this next must not find the new database under the old key.
                sync_folder(database.parent)
            _next(database).replace(database)
            sync_folder(database.parent)
    finally:
        lock.release()


def _next(path: Path) -> Path:
    return path.with_name(path.name + NEXT)


def _keep(path: Path, there: Path) -> None:
    try:
        os.link(path, there)
    except OSError:
        # A file system without links.
        shutil.copy2(path, there)
        with there.open("rb+") as file:
            os.fsync(file.fileno())
