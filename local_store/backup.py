"""Makes a backup of a running store, and tests it, while people go on saving.

The copy is the store's file at one moment, byte for byte, and so still encrypted under the same
key (see `frozen`). It counts only after it was read again from its disk and found whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local_store import backup_files as files
from local_store.backup_files import Backup
from local_store.database import check_pages, named_errors, open_unwritten
from local_store.errors import (
    BackupAwayError,
    BackupBusyError,
    BackupNoRoomError,
    BackupUntrueError,
    LocalStoreError,
    NotABackupError,
)
from local_store.frozen import LOG_BYTES_MAX, Frozen
from local_store.keep_rule import LEAST
from local_store.key_custody import FileCustody
from local_store.migrate import migrate, version
from local_store.own_work import OwnWork, read
from local_store.store import Store
from local_store.tally import Tally, as_found, as_kept

FREE_FLOOR_BYTES: Final = 1024 * 1024 * 1024
"""What a backup leaves free for the till itself."""
_FOLDER: Final = 0o700


def _no_pause() -> None:
    """Go on at once."""


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Where a backup goes and what travels with it. `pause` is called between two slices and may
    raise to give up; `floor` is what has to stay free (bytes); `tidy` tells whether older backups
    there may go, by the rule or to make room.
    """

    folder: Path
    custody: FileCustody
    made_at: int
    floor: int = FREE_FLOOR_BYTES
    tidy: bool = True
    pause: Callable[[], None] = _no_pause


def back_up(store: Store, plan: BackupPlan) -> Backup:
    """Make a backup, test it, and return it; thin out the older ones.

    Raise BackupBusyError, BackupNoRoomError, BackupUntrueError or another LocalStoreError; no half
    of a backup is left then, and those made before are as they were.
    """
    with files.disk_errors():
        plan.folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
        files.sync_folder(plan.folder.parent)
    frozen = store.freeze()
    try:
        made = _made(frozen, plan)
    finally:
        frozen.release()
    if plan.tidy:
        files.thin_out(plan.folder, files.salt_in(made.path))
    return made


def copy_out(backup: Backup, plan: BackupPlan) -> Backup:
    """Copy a backup to the folder of another disk, test that the bytes arrived, and thin out there.

    Raise BackupAwayError when the folder is not there (it is never made: where a disk is not
    mounted, its folder would be on the first one), or another LocalStoreError.
    """
    if not plan.folder.is_dir():
        raise BackupAwayError
    _require_room(plan, backup.bytes, backup.path)
    target = backup.moved(plan.folder)
    part = target.path.with_name(target.path.name + files.PART)
    files.copied(backup.path, part, pause=plan.pause)
    try:
        if files.digest_of(part, pause=plan.pause) != backup.digest:
            raise BackupUntrueError("bytes")
        files.finish(target, part, FileCustody(backup.key_path).copy_to)
    finally:
        part.unlink(missing_ok=True)
    if plan.tidy:
        files.thin_out(plan.folder, files.salt_in(target.path))
    return target


def fetch(backup: Backup, target: Path, key: bytes) -> None:
    """Copy a backup's database to a new file, and make sure that it is what was noted when it was
    made. Raise NotABackupError or another LocalStoreError; nothing is left then.
    """
    if files.copied(backup.path, target, pause=_no_pause) != backup.digest:
        target.unlink(missing_ok=True)
        raise NotABackupError("bytes")
    try:
        copy = open_unwritten(target, key)
        try:
            check_pages(copy)
            found = as_found(copy)
        finally:
            copy.close()
        streams = {stream: list(of) for stream, of in found.streams.items()}
        if (found.total, found.last_n, streams) != (backup.rows, backup.last_n, backup.streams):
            raise NotABackupError("sums")
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def own_work_of(path: Path, key: bytes) -> OwnWork:
    """Return the till's own work in a database that nobody writes. Raise a LocalStoreError."""
    copy = open_unwritten(path, key)
    try:
        with named_errors():
            return read(copy)
    finally:
        copy.close()


def _made(frozen: Frozen, plan: BackupPlan) -> Backup:
    _require_room(plan, frozen.bytes, frozen.path)
    made_at = plan.made_at
    while (path := plan.folder / files.name_of(made_at)).exists():
        made_at += 1  # A clock that stands still makes no backup overwrite another.
    part = path.with_name(path.name + files.PART)

    def pause() -> None:
        if frozen.log_bytes > LOG_BYTES_MAX:
            raise BackupBusyError("log")
        plan.pause()

    digest = files.copied(frozen.path, part, pause=pause)
    try:
        found, schema = _tested(frozen, part)
        backup = Backup(
            path=path,
            made_at=made_at,
            bytes=frozen.bytes,
            digest=digest,
            schema=schema,
            rows=found.total,
            streams={stream: list(of) for stream, of in found.streams.items()},
            last_n=found.last_n,
            till=files.salt_in(part).hex(),
        )
        files.finish(backup, part, plan.custody.copy_to)
    finally:
        part.unlink(missing_ok=True)
    return backup


def _tested(frozen: Frozen, part: Path) -> tuple[Tally, int]:
    """Open the copy, authenticate its pages, migrate it, count it and compare it with the store as
    it was then; return what was counted, and the number of its last migration. Raise
    BackupUntrueError.
    """
    if part.stat().st_size != frozen.bytes:
        raise BackupUntrueError("size")
    try:
        # Side by side: both read all of it, and most of that is arithmetic.
        with ThreadPoolExecutor(1, "backup-pages") as beside:
            checked = beside.submit(_check, frozen, part)
            copy = frozen.opened_copy(part)
            try:
                migrate(copy, part, b"")  # Nothing to do, or it is of another program.
                found = as_found(copy)
                # That it does not agree with HQ, if so, is the upkeep's business.
                if found != as_kept(frozen.db) and found != as_found(frozen.db):
                    raise BackupUntrueError("sums")
                with named_errors():
                    schema = version(copy)
            finally:
                copy.close()
            checked.result()
            return found, schema
    except BackupUntrueError:
        raise
    except LocalStoreError as error:
        raise BackupUntrueError(error.code) from error


def _check(frozen: Frozen, part: Path) -> None:
    with files.disk_errors():
        if frozen.is_whole(part):
            return
    # The engine decides what is damage: a page that was never used may hold nothing.
    copy = frozen.opened_copy(part)
    try:
        check_pages(copy)
    finally:
        copy.close()


def _require_room(plan: BackupPlan, need: int, source: Path) -> None:
    # The new one is one of those that are kept at least.
    least = LEAST - 1 if plan.tidy else None
    salt = files.salt_in(source)
    if not files.make_room(plan.folder, salt, need=need, floor=plan.floor, least=least):
        raise BackupNoRoomError(str(shutil.disk_usage(plan.folder).free))
