"""Opens a store whose log may be damaged, so that no entry behind the damage is forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import structlog

from local_store import log_tail
from local_store.backup_files import disk_errors
from local_store.errors import LocalStoreError, NotFollowingError
from local_store.log_tail import Taken
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal import machine
from terminal.backups import ASIDE

SAID: Final = "log_rescued"
_FOLDER: Final = 0o700
_log: Final = structlog.get_logger("terminal")


def opened(database: Path, key: bytes, opening: Callable[[], Store]) -> Store:
    """Return the store, with what its log held. Raise a LocalStoreError."""
    try:
        log_tail.keep(database, key)
    except LocalStoreError as error:
        _log.info("the log was not looked into", code=error.code)
    store = opening()
    if (cut := log_tail.kept(database)) is not None:
        try:
            _take_up(store, database, key, cut)
        except BaseException:
            store.close()
            raise
    return store


def notice(store: Store) -> tuple[str, dict[str, str]] | None:
    """Return what to say of a log that was damaged, once: code and facts."""
    if store.read(lambda uow: uow.meta.get(SAID)).result() is None:
        return None
    said: dict[str, str] = json.loads(store.run(_forget).result())
    return ("RESCUE_LOG_LOST" if said["lost"] != "0" else "RESCUE_LOG"), said


def _take_up(store: Store, database: Path, key: bytes, cut: Path) -> None:
    aside = database.parent / ASIDE / f"{machine.now():%Y%m%dT%H%M%S%fZ}"
    work = partial(_taken, database=database, key=key, cut=cut, aside=aside.name)
    try:
        taken = store.run(work).result()
    except NotFollowingError:
        taken = Taken(0, 0)
        _log.info("what a damaged log holds does not follow")
    with disk_errors():
        if taken == Taken(0, 0):
            cut.unlink()  # The end of a log after a power cut: nothing that was acknowledged.
            return
        aside.mkdir(parents=True, mode=_FOLDER)
        cut.replace(aside / cut.name)
    _log.error("the log was damaged", ops=taken.ops, lost=taken.lost)


def _taken(uow: UnitOfWork, *, database: Path, key: bytes, cut: Path, aside: str) -> Taken:
    taken = log_tail.take_up(uow, database, key, cut)
    if taken != Taken(0, 0):
        facts = {"ops": str(taken.ops), "lost": str(taken.lost), "aside": aside}
        uow.meta.set(SAID, json.dumps(facts))
    return taken


def _forget(uow: UnitOfWork) -> str:
    said = uow.meta.get(SAID)
    uow.meta.set(SAID, None)
    return said or "{}"
