"""Some of the soak's tills in one process: real stores, agents, runners and waits, kept at work.

Reads one JSON line per till on standard input (`folder`, `code`, `staff`, `warm_s`), says `ready`,
and from then on writes a sample a line: how old the oldest unsent save is, how far HQ's changes are
behind, what was saved, and this process's memory. Ends when its standard input does.

The engine keeps pages it has read, up to a bound (`local_store.database`) that a soak does not
reach: memory would grow with the file, and a leak be lost in that. So these tills keep few.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.runner import Runner
from sync.protocol.ops import Fact, Set
from terminal import app
from terminal.domain.staff import Role, Session
from tests.prove.memory import private_mb

SAMPLE_S: Final = 10.0
SAVE_S: Final = (10.0, 30.0)
"""A person saves something every so many seconds."""
WARM_SAVE_S: Final = (3.0, 9.0)
"""The same in the first `warm_s` seconds, so that caches are full when it counts."""
CACHE_KIB: Final = 64


@dataclass(slots=True)
class Till:
    """One till at work."""

    store: Store
    runner: Runner
    session: Session
    rng: random.Random
    due: float
    warm_until: float
    saves: int = 0

    def pause_s(self, now: float) -> float:
        """Draw how long this till rests between two saves."""
        return self.rng.uniform(*(WARM_SAVE_S if now < self.warm_until else SAVE_S))

    def save(self, uow: UnitOfWork) -> None:
        """Write down one thing."""
        customers = uow._db.execute("SELECT id FROM customer ORDER BY id").fetchall()
        if not customers:
            return
        customer = self.rng.choice(customers)[0]
        if self.rng.random() < 0.5:
            uow.put("customer", customer, Set({"note": f"第{self.saves}次"}))
        else:
            reading = {"customer": customer, "code": "glucose_random", "at": uow.now_ms}
            items = {"glucose_mmol_e1": 60 + self.rng.randrange(90)}
            uow.put("observation", uow.new_id(), Fact({**reading, "items": items}))
        uow.audit("soak.saved", entity_kind="customer", entity=customer)
        self.saves += 1


def main() -> int:
    """Run the tills until standard input ends."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    tills = [_open(json.loads(line)) for line in iter(sys.stdin.readline, "\n")]
    stopping = threading.Event()
    listener = threading.Thread(target=_listen, args=(stopping,), daemon=True)
    listener.start()
    print("ready", flush=True)
    try:
        _work(tills, stopping)
    finally:
        for till in tills:
            till.runner.stop()
            till.store.close()
    return 0


def _listen(stopping: threading.Event) -> None:
    sys.stdin.read()
    stopping.set()


def _open(asked: dict[str, Any]) -> Till:
    folder = Path(asked["folder"])
    identity = app.provision(folder, asked["code"])
    store = app.open_store(folder)
    for side in (store.run, store.read):
        side(_keep_few_pages).result()
    runner, _ = app.build_runner(store, identity)
    session = Session(asked["staff"], Role.PHARMACIST, identity.device, identity.store.id)
    rng = random.Random(identity.store.id)
    runner.start()
    now = time.monotonic()
    due = now + rng.uniform(0, WARM_SAVE_S[1])
    return Till(store, runner, session, rng, due, warm_until=now + asked["warm_s"])


def _keep_few_pages(uow: UnitOfWork) -> None:
    uow._db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def _work(tills: list[Till], stopping: threading.Event) -> None:
    sample_at = time.monotonic() + SAMPLE_S
    while not stopping.is_set():
        now = time.monotonic()
        for till in tills:
            if till.due <= now:
                till.store.run(till.save, till.session).result()
                till.runner.nudge()
                till.due = now + till.pause_s(now)
        if sample_at <= now:
            print(json.dumps(_sample(tills)), flush=True)
            sample_at = now + SAMPLE_S
        following = min([sample_at, *(till.due for till in tills)])
        stopping.wait(max(following - time.monotonic(), 0.01))


def _sample(tills: list[Till]) -> dict[str, Any]:
    """Return how the tills stand: times in seconds, the worst of all of them."""
    now_ms = time.time_ns() // 1_000_000
    unsent, behind, pending, troubles = 0.0, 0.0, 0, 0
    for till in tills:
        state = till.store.read(lambda uow: uow.sync.state()).result()
        if state.oldest_unsent_at is not None:
            unsent = max(unsent, now_ms / 1000 - state.oldest_unsent_at.timestamp())
        pending += state.unsent
        troubles += state.trouble is not None
        newest = till.store.read(_newest_stock).result()
        behind = max(behind, (now_ms - newest) / 1000 if newest else 0.0)
    return {
        "at": now_ms,
        "unsent_s": round(unsent, 3),
        "stock_age_s": round(behind, 3),
        "pending": pending,
        "troubles": troubles,
        "saves": sum(till.saves for till in tills),
        "private_mb": round(private_mb("self"), 2),
    }


def _newest_stock(uow: UnitOfWork) -> int | None:
    found = uow._db.execute("SELECT max(as_of_at) FROM stock").fetchone()
    return found[0] if found else None


if __name__ == "__main__":
    sys.exit(main())
