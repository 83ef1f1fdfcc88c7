"""What a damaged log holds behind the place where the engine stops reading it.

The engine takes a log up to the first frame whose checksum does not fit, and forgets the rest: a
power cut leaves such an end, and nothing is lost by it. But where a bit flips in the middle, saves
behind it are forgotten that were acknowledged. Each page proves itself by its own HMAC, so they can
be read all the same: the log is kept before anything is written, and the till's entries in it are
taken up once the store is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local_store.backup_files import copied, disk_errors, sync_folder
from local_store.database import frames_taken
from local_store.errors import LockedError
from local_store.outbox import LAST_N
from local_store.own_work import OwnWork, closed, find
from local_store.process_lock import ProcessLock
from local_store.raw_pages import RawPages, committed_frames
from local_store.raw_rows import RawRows
from local_store.unit_of_work import UnitOfWork

CUT: Final = "-wal.cut"
_LOG: Final = "-wal"


@dataclass(frozen=True, slots=True)
class Taken:
    """How many entries came out of a kept log that were not in the store, and how many of which
    the log tells could not be read.
    """

    ops: int
    lost: int


def kept(database: Path) -> Path | None:
    """Return where a log lies that was kept and not taken up yet, or None."""
    path = database.with_name(database.name + CUT)
    return path if path.exists() else None


def keep(database: Path, key: bytes) -> None:
    """Keep the log of a store that nobody has open, if there are commits in it that the engine does
    not take. Raise a LocalStoreError.
    """
    log = database.with_name(database.name + _LOG)
    if kept(database) or not database.exists() or not log.exists() or not log.stat().st_size:
        return
    try:
        lock = ProcessLock(database)
    except LockedError:
        return  # Whoever has it open read the log when it was whole.
    try:
        committed = len(committed_frames(log))
        if committed <= frames_taken(database, key):
            return
        cut = database.with_name(database.name + CUT)
        part = cut.with_name(cut.name + ".part")
        copied(log, part, pause=lambda: None)
        with disk_errors():
            part.replace(cut)
            sync_folder(cut.parent)
    finally:
        lock.release()


def take_up(uow: UnitOfWork, database: Path, key: bytes, log: Path) -> Taken:
    """Take up the till's own work in a kept log that follows on what is here. Raise
    NotFollowingError when it does not.
    """
    pages = RawPages(database, key, log)
    found = find(RawRows(pages).of(pages.in_log()), uow.sync.outbox_columns())
    mine = uow.sync.own_work()
    more = [op for op in found.ops if _number(op["n"]) > mine.last_n]
    last_n = max(found.last_n, mine.last_n)
    if last_n == mine.last_n:
        return Taken(0, 0)
    meta = {**mine.meta, LAST_N: str(last_n)}
    whole = closed(OwnWork([*mine.ops, *more], mine.keys, meta))
    if more:
        uow.sync.carry(whole.work)
    uow.audit("store.log_rescued", facts={"ops": len(more), "lost": whole.lost})
    return Taken(len(more), whole.lost)


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
