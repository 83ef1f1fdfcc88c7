"""A till without a window, as a process: the product's store, agent and sync thread, and somebody
who works at it at a steady pace.

`live` is the process. It is told what to do through a pipe, and says there what was saved: what
was said is certain to be read, however the process ends.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, Final

import structlog

from local_store.boot import Boot
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.pace import PaceSettings
from terminal import app
from tests.prove import replicas
from tests.prove.people import Desk, Saved

QUICK: Final = PaceSettings(coalesce=100, backoff_min=50, backoff_max=1_000, early_every=200)
"""For short runs: everything as delivered, but waits are tenths of seconds."""


@dataclass(frozen=True, slots=True)
class TillPlan:
    """`code` enrols the till first; `ops_s` is how much is saved a second from the start on."""

    folder: Path
    seed: str
    code: str | None = None
    pace: PaceSettings | None = None
    ops_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Status:
    """How a till stands: groups unsent, the last op HQ has taken, how far each stream was read, and
    what is wrong.
    """

    unsent: int
    settled: int
    cursors: Mapping[str, int]
    trouble: str | None
    loading: bool


def live(pipe: Connection, plan: TillPlan) -> None:
    """Be a till until told to leave. Orders: ("work", ops_s), ("status",), ("holdings",),
    ("damage",), ("leave",). Says ("saved", Saved), and (order, answer) to each order.
    """
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    if plan.code is not None:
        app.provision(plan.folder, plan.code)
    store = app.open_store(plan.folder)
    identity = store.read(lambda uow: uow.sync.identity()).result()
    assert identity is not None
    runner, transport = app.build_runner(store, identity, pace=plan.pace)

    def on_committed(changes: Mapping[str, frozenset[str]]) -> None:
        if app.LOCAL_WRITE in changes:
            runner.nudge()

    store.on_committed = on_committed
    runner.start()
    pipe.send(("started", identity.device))
    desk = Desk(identity.device, identity.store.id, Random(plan.seed))
    try:
        _Shift(pipe, store, desk, plan.ops_s).run()
    finally:
        runner.stop()
        transport.close()
        store.close()
    pipe.send(("left", None))


class _Shift:
    """The time at work."""

    def __init__(self, pipe: Connection, store: Store, desk: Desk, ops_s: float) -> None:
        self._pipe, self._store, self._desk, self._ops_s = pipe, store, desk, ops_s
        self._due = time.monotonic()

    def run(self) -> None:
        """Work at the pace that was set, and do what is asked in between."""
        while True:
            left = max(self._due - time.monotonic(), 0.0) if self._ops_s else None
            if not self._pipe.poll(left):
                self._save()
            elif not self._obey(*self._pipe.recv()):
                return

    def _save(self) -> None:
        saved: Saved = self._store.run(self._desk.work, self._desk.session).result()
        self._pipe.send(("saved", saved))
        ops = saved.last - saved.first + 1
        self._due = max(self._due, time.monotonic() - 1) + ops / self._ops_s

    def _obey(self, order: str, *arguments: Any) -> bool:
        answer: Any = None
        match order:
            case "leave":
                return False
            case "work":
                (self._ops_s,) = arguments
                self._due = time.monotonic()
            case "status":
                answer = self._store.read(_status).result()
            case "holdings":
                answer = self._store.read(replicas.of_till).result()
            case "damage":
                self._store.run(_damage).result()
        self._pipe.send((order, answer))
        return True


def _status(uow: UnitOfWork) -> Status:
    state = uow.sync.state()
    cursors = {stream: cursor.after for stream, cursor in uow.sync.cursors().items()}
    return Status(state.unsent, settled_n(uow), cursors, state.trouble, bool(state.loading))


def settled_n(uow: UnitOfWork) -> int:
    """Return the number of the last op that HQ has named."""
    sql = "SELECT coalesce(max(n), 0) FROM outbox WHERE state <> 'pending'"
    return int(uow._db.execute(sql).fetchone()[0])


def _damage(uow: UnitOfWork) -> None:
    """Spoil a row and the sum it is in alike, so that the till finds out only from HQ. Not while
    it loads: chunks bring sums of their own.
    """
    if not uow.sync.cursors()["g"].complete or Boot(uow._db).all():
        return
    spoil = "UPDATE medicine SET h64 = h64 + 1 WHERE id = 'med-1' AND h64 < (1 << 62)"
    if uow._db.execute(spoil).rowcount:
        uow._db.execute("UPDATE cursor SET sum = sum + 1 WHERE stream = 'g'")
