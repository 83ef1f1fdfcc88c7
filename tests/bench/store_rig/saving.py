"""What it takes to open the store, and until a follow-up is saved for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from local_store.enrolment import Identity
from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from terminal.services import followups
from terminal.services.followups import Recorded
from tests.bench.rig import saving as disk
from tests.bench.rig.figures import (
    BenchError,
    Figure,
    Figures,
    Target,
    WrongError,
    spread,
)
from tests.bench.store_rig import plain
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.bench.store_rig.laps import Laps
from tests.builders import DEVICE, SESSION, TEST_KEY, FakeClock, SeededIds, a_store

OPEN_MS: Final = Target("open_ms", "ms", 150)
COMMIT_MS: Final = Target("commit_p99_ms", "ms", 15)
_OPENINGS: Final = 30


def opening(made: Made) -> Figures:
    """Open the store, until it has told who it is, again and again. The worst counts."""
    taken, theirs = Laps(), Laps()
    for number in range(_OPENINGS):
        store, identity = taken.take(partial(_open, made.folder / DATABASE, number))
        store.close()
        if identity is None or identity.device != DEVICE:
            raise WrongError("the store does not know whose it is")
        if theirs.take(partial(_open_plain, made.folder / PLAIN)) != identity:
            raise WrongError("the plain database does not know whose it is")
    return {
        **taken.told("open", 100, 50),
        **OPEN_MS.met_by(taken.at(100)),
        "open_sqlite3_ms": Figure(theirs.at(100), "ms"),
        "open_ratio": Figure(taken.at(100) / theirs.at(100), "×"),
    }


def commits(made: Made, *, saves: int) -> Figures:
    """Record follow-ups with their readings one after another, without a pause, each on the disk
    before the next; in plain sqlite3 as well.
    """
    till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE, seed=13)
    try:
        before = till.store.read(_counts).result()
        taken = record_many(partial(_write, till.store), saves)
        _require_saved(before, till.store.read(_counts).result(), saves)
    finally:
        till.close()
    with plain.opened(made.folder / PLAIN, writable=True) as run:
        theirs = record_many(run, saves)
    return {
        **taken.told("commit", 99, 50, 95, 100),
        **COMMIT_MS.met_by(taken.at(99)),
        **spread("commit_fsync", disk.fsyncs_ms(made.folder, saves), "ms", (50, 99)),
        "commit_p99_sqlite3_ms": Figure(theirs.at(99), "ms"),
        "commit_p99_ratio": Figure(taken.at(99) / theirs.at(99), "×"),
        "commit_p50_ratio": Figure(taken.at(50) / theirs.at(50), "×"),
    }


def _open(path: Path, number: int) -> tuple[Store, Identity | None]:
    store = Store(StoreSettings(path), TEST_KEY, FakeClock(), SeededIds(100 + number))
    return store, store.read(lambda uow: uow.sync.identity()).result()


def _open_plain(path: Path) -> Identity | None:
    with plain.opened(path) as run:
        found: Identity | None = run(lambda uow: uow.sync.identity())
        return found


def _write(store: Store, work: Callable[[UnitOfWork], Any]) -> Any:
    return store.run(work, SESSION).result()


def record_many(run: disk.Run, count: int) -> Laps:
    """Record follow-ups one after another and return what each took."""
    taken = Laps()
    for task_id, entry in disk.open_work(run, count):
        work = partial(followups.record, task_id=task_id, entry=entry)
        result = taken.take(partial(run, work))
        if not isinstance(result, Recorded):
            raise BenchError("a follow-up was not recorded")
    return taken


def _counts(uow: UnitOfWork) -> tuple[int, ...]:
    sql = "SELECT (SELECT count(*) FROM outcome), (SELECT count(DISTINCT g) FROM outbox)"
    found: tuple[int, ...] = uow._db.execute(sql).fetchone()
    return found


def _require_saved(before: tuple[int, ...], after: tuple[int, ...], saves: int) -> None:
    if tuple(now - then for now, then in zip(after, before, strict=True)) != (saves, saves):
        raise WrongError("what was recorded is not there, or not to be sent")
