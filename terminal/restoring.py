"""Bringing a till back: from a backup, or from what a damaged disk left of its database.

What was there is kept aside, always. The till's own work goes on from the latest state that can be
read; records come from the backup, and HQ brings them up to date.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import structlog

from local_store import backup_files, swap
from local_store.backup import fetch, own_work_of
from local_store.backup_files import Backup, disk_errors
from local_store.errors import (
    CorruptError,
    KeyMissingError,
    LocalStoreError,
    LockedError,
    NotADatabaseError,
    NotFollowingError,
    OtherTillError,
    WrongKeyError,
)
from local_store.key_custody import FileCustody
from local_store.own_work import OwnWork, closed
from local_store.reading import probe
from local_store.salvage import Salvaged, is_readable, look, salvage
from local_store.store import Store, StoreSettings
from terminal import app, machine, unsent_file
from terminal.backups import ASIDE, Places
from terminal.config import TerminalSettings
from terminal.domain.sync_centre import Exported
from terminal.services import sync_centre

_DAMAGE: Final = frozenset(kind.code for kind in (CorruptError, NotADatabaseError, WrongKeyError))
_WORKSHOP: Final = "restore.part"
_FOLDER: Final = 0o700
_log: Final = structlog.get_logger("terminal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to: the backup, how many ops made since were carried over (None: what
    was here does not follow on the backup, or nothing was here), how many saves wait for HQ; where
    what was here is kept, and the file with its unsent work when that could not be carried.
    """

    backup: Backup
    carried: int | None
    unsent: int
    aside: Path | None = None
    exported: Path | None = None


@dataclass(frozen=True, slots=True)
class Rescued:
    """What a rescue came to, and where the damaged files are kept."""

    saved: Salvaged
    aside: Path


def restore(settings: TerminalSettings, path: Path, key_file: Path | None = None) -> Restored:
    """Put a backup in the place of this machine's store, or on a machine that has none. Raise
    NotABackupError, KeyMissingError, LockedError or another LocalStoreError: then nothing changed.
    """
    backup = backup_files.read(path)
    folder, database, own_key = _paths(settings)
    envelope = next((one for one in (key_file, backup.key_path, own_key) if _has_key(one)), None)
    if envelope is None:
        raise KeyMissingError
    key = _key(envelope)
    with disk_errors():
        folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    later = _later_work(settings)
    if later is not None and _key(own_key) != key:
        raise OtherTillError
    with _workshop(folder) as shop:
        prepared = shop / app.DATABASE
        fetch(backup, prepared, key)
        carried, unsent = _prepare(prepared, key, later, backup)
        aside = exported = None
        if database.exists():
            aside = _aside(folder)
            swap.keep_aside(database, own_key, aside)
            if later is not None and carried is None:
                exported = _export(settings, aside)
        FileCustody(envelope).copy_to(shop / app.KEY_FILE)
        swap.announce(database, prepared, own_key, shop / app.KEY_FILE)
    swap.finish(database, own_key)
    app.damage_mark(folder).unlink(missing_ok=True)
    _log.info("store restored", made_at=backup.made_at, carried=carried, unsent=unsent)
    return Restored(backup, carried, unsent, aside, exported)


def is_marked(settings: TerminalSettings) -> bool:
    """Tell whether a running window found damage: it left a mark beside the database."""
    return app.damage_mark(settings.data_dir).exists()


def is_unopenable(settings: TerminalSettings) -> bool:
    """Tell whether this till's database does not open because it is damaged, and is its own."""
    _, database, own_key = _paths(settings)
    if swap.is_announced(database) or not database.exists() or not _has_key(own_key):
        return False
    key = _key(own_key)
    try:
        probe(database, key)
    except LocalStoreError as error:
        return error.code in _DAMAGE and is_readable(database, key)
    return False


def is_damaged(settings: TerminalSettings) -> bool:
    """Tell whether any page of this till's database is damaged. Raise LockedError."""
    if is_unopenable(settings):
        return True
    with app.opened(settings.data_dir) as store:
        checked = store.check_pages().exception()
    if checked is None:
        return False
    if isinstance(checked, CorruptError):
        return True
    raise checked


def rescue(settings: TerminalSettings) -> Rescued:
    """Save what can be read of a damaged database into a fresh one, and keep the damaged files
    aside. Raise NothingSavedError, LockedError or another LocalStoreError: then nothing changed.
    """
    folder, database, own_key = _paths(settings)
    key = _key(own_key)
    swap.require_unlocked(database)
    earlier = _newest_work(settings, key)
    with _workshop(folder) as shop:
        prepared = shop / app.DATABASE
        ports = (machine.SystemClock(), machine.SystemIds())
        saved = salvage(database, prepared, key, earlier=earlier, ports=ports)
        aside = _aside(folder)
        swap.keep_aside(database, own_key, aside)
        swap.announce(database, prepared, own_key, None)
    swap.finish(database, own_key)
    app.damage_mark(folder).unlink(missing_ok=True)
    _log.info("store rescued", ops=saved.ops, lost=saved.lost, bad_pages=saved.bad_pages)
    return Rescued(saved, aside)


def _prepare(
    prepared: Path, key: bytes, later: OwnWork | None, backup: Backup
) -> tuple[int | None, int]:
    """Migrate the copy and give it the later work, if that follows; return how many ops came, and
    how many wait for HQ. An entry says that it was restored: where HQ has later work of this till,
    it finds another op under that number, and stops it at the first contact.
    """
    store = Store(
        StoreSettings(prepared, inline=True), key, machine.SystemClock(), machine.SystemIds()
    )
    try:
        carried: int | None = None
        if later is not None:
            try:
                work = later
                carried = store.run(lambda uow: uow.sync.carry(work)).result()
            except NotFollowingError:
                _log.info("what was here does not follow on the backup")
        if carried is None:
            store.run(lambda uow: uow.sync.carry(uow.sync.own_work())).result()
        facts = {"made_at": backup.made_at, "carried": carried or 0}
        store.run(lambda uow: uow.audit("store.restored", facts=facts)).result()
        return carried, store.read(lambda uow: uow.sync.state().unsent).result()
    finally:
        store.close()


def _later_work(settings: TerminalSettings) -> OwnWork | None:
    """Return the own work of the store that is here, as far as it can be read."""
    _, database, own_key = _paths(settings)
    if not database.exists() or not _has_key(own_key):
        return None
    try:
        with app.opened(settings.data_dir) as store:
            return store.read(lambda uow: uow.sync.own_work()).result()
    except LockedError:
        raise
    except LocalStoreError as error:
        _log.info("the store that is here cannot be opened", code=error.code)
    try:
        found = look(database, _key(own_key), _outbox_columns(settings))
    except LocalStoreError:
        return None
    return closed(found.work).work


def _outbox_columns(settings: TerminalSettings) -> list[str]:
    with _workshop(settings.data_dir) as shop:
        ids = machine.SystemIds()
        path = StoreSettings(shop / app.DATABASE, inline=True, durable=False)
        store = Store(path, ids.random_bytes(32), machine.SystemClock(), ids)
        try:
            return store.run(lambda uow: uow.sync.outbox_columns()).result()
        finally:
            store.close()


def _newest_work(settings: TerminalSettings, key: bytes) -> OwnWork | None:
    places = Places.of(settings, FileCustody(settings.data_dir / app.KEY_FILE))
    for folder in places.folders:
        for backup in backup_files.listed(folder):
            try:
                return own_work_of(backup.path, key)
            except LocalStoreError as error:
                _log.warning("a backup cannot be read", code=error.code)
    return None


def _export(settings: TerminalSettings, aside: Path) -> Path | None:
    """Write the unsent work of the store that is here to a sealed file beside what is kept."""
    try:
        with app.opened(settings.data_dir) as store:
            write = partial(unsent_file.write_into, aside)
            done = store.run(partial(sync_centre.copy_out, write=write), None).result()
    except LocalStoreError as error:
        _log.error("unsent work could not be exported", code=error.code)
        return None
    return Path(done.path) if isinstance(done, Exported) else None


def _aside(folder: Path) -> Path:
    return folder / ASIDE / f"{machine.now():%Y%m%dT%H%M%S%fZ}"


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """Lend an empty folder in the data folder, which is gone afterwards."""
    shop = folder / _WORKSHOP
    with disk_errors():
        shutil.rmtree(shop, ignore_errors=True)
        shop.mkdir(mode=_FOLDER)
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def _paths(settings: TerminalSettings) -> tuple[Path, Path, Path]:
    folder = settings.data_dir
    return folder, folder / app.DATABASE, folder / app.KEY_FILE


def _has_key(path: Path | None) -> bool:
    return path is not None and path.exists() and FileCustody(path).load() is not None


def _key(path: Path) -> bytes:
    key = FileCustody(path).load()
    if key is None:
        raise KeyMissingError
    return key
