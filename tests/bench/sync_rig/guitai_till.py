"""A till without a window: the product's own store, agent and transport, told what to do by lines.

    python -m tests.bench.sync_rig.guitai_till

Built as the product builds it (`terminal.app`): SQLCipher, `synchronous=FULL`, signed HTTP.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from local_store.record_table import TABLES
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact, Set
from terminal import app
from terminal.domain.staff import Role, Session
from tests.bench.rig.stage import STAFF
from tests.bench.sync_rig import line_worker
from tests.bench.sync_rig.corpus import Tally, canonical
from tests.bench.sync_rig.line_worker import timed

CARRIED: Final = ("customer", "ticket", "observation")
"""Kinds of the corpus."""
_TRIES: Final = 10


class Till:
    """One till and its commands."""

    store: Store
    session: Session
    agent: Any
    runner: Any

    def open(self, folder: str, code: str | None = None) -> None:
        """Open the till, enrolling it first when there is a code."""
        data = Path(folder)
        if code is not None:
            app.provision(data, code)
        self.store = app.open_store(data)
        found = self.store.read(app._identity).result()
        self.session = Session(STAFF, Role.PHARMACIST, found.device, found.store.id)
        self._build()

    def first(self) -> dict[str, Any]:
        """Fill the till: every index is built when this returns."""
        told = self.sync()
        return {**told, "rows": self.count()["count"]}

    def sync(self) -> dict[str, Any]:
        """Exchange with HQ until both are in step."""

        def work() -> dict[str, Any]:
            pushed = pulled = 0
            for _ in range(_TRIES):
                outcome = self.agent.exchange(lambda: False)
                pushed, pulled = pushed + outcome.pushed, pulled + outcome.pulled
                if not outcome.failed:
                    break
            if outcome.failed:
                raise RuntimeError(f"the exchange failed: {outcome.trouble}")
            return {"pushed": pushed, "pulled": pulled, "trouble": outcome.trouble}

        return timed(work)

    def edit(self, id: str, text: str) -> dict[str, Any]:  # noqa: A002 (as the bench says it)
        """Give a customer another note, durably."""
        return timed(lambda: self._save(lambda uow: uow.put("customer", id, Set({"note": text}))))

    def add(self, records: list[Any], together: int = 1) -> dict[str, Any]:
        """Save records, each save durable and of `together` ops."""

        def work() -> None:
            for start in range(0, len(records), together):
                some = records[start : start + together]
                self._save(lambda uow, some=some: _put_all(uow, some))

        return timed(work)

    def value(self, id: str) -> dict[str, Any]:  # noqa: A002
        """Return a customer's note."""
        return {"text": self.store.read(lambda uow: _note(uow, id)).result()}

    def count(self) -> dict[str, Any]:
        """Return how many records of the corpus are here."""
        return {"count": self.store.read(_count).result()}

    def digest(self) -> dict[str, Any]:
        """Return count and digest of the records of the corpus here."""
        told: dict[str, Any] = self.store.read(_digest).result()
        return told

    def state(self) -> dict[str, Any]:
        """Return what the screens would say: unsent, held, quarantined."""
        state = self.store.read(lambda uow: uow.sync.state()).result()
        return {"state": repr(state)}

    def live(self, on: bool) -> None:
        """Start the till's own sync thread as a window does, or end it."""
        if on:
            self._is_live, self.store.on_committed = True, self._committed
            self.runner.start()
            threading.Event().wait(0.5)
        else:
            self._is_live, self.store.on_committed = False, None
            self.runner.stop()
            self._build()

    def seen(self, id: str, text: str, timeout_s: float) -> dict[str, Any]:  # noqa: A002
        """Return when a customer's note became `text` here."""
        deadline = time.monotonic() + timeout_s
        with self._changed:
            while self.value(id)["text"] != text:
                if not self._changed.wait(deadline - time.monotonic()):
                    raise TimeoutError("not seen")
            return {"seen_ns": self._changed_ns}

    def _committed(self, changes: Mapping[str, frozenset[str]]) -> None:
        with self._changed:
            self._changed_ns = time.monotonic_ns()
            self._changed.notify_all()

    def _build(self) -> None:
        identity = self.store.read(app._identity).result()
        self.runner, _ = app.build_runner(self.store, identity)
        self.agent = self.runner._exchanger
        self._changed, self._changed_ns, self._is_live = threading.Condition(), 0, False

    def _save(self, work: Any) -> None:
        self.store.run(work, self.session).result()
        if self._is_live:
            self.runner.nudge()  # As a window does after each save of a person.


def _put_all(uow: UnitOfWork, records: list[Any]) -> None:
    for kind, record_id, body in records:
        uow.put(kind, record_id, Fact(body))


def _note(uow: UnitOfWork, record_id: str) -> str | None:
    row = TABLES["customer"].get(uow._db, record_id)
    return None if row is None else row.state.body.get("note")


def _count(uow: UnitOfWork) -> int:
    counts = (uow._db.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in CARRIED)
    return sum(counts)


def _digest(uow: UnitOfWork) -> dict[str, Any]:
    total = Tally()
    for kind in CARRIED:
        for (record_id,) in uow._db.execute(f"SELECT id FROM {kind}").fetchall():
            row = TABLES[kind].get(uow._db, record_id)
            assert row is not None
            total.add(f"{kind}:{record_id}", canonical(row.state.body))
    return total.told()


if __name__ == "__main__":
    till = Till()
    names = (
        "open", "first", "sync", "edit", "add", "value", "count", "digest", "state", "live", "seen",
    )  # fmt: skip
    line_worker.serve({name: getattr(till, name) for name in names})
