"""What readers of a feed lock: nothing that a writer waits for. About PostgreSQL itself."""

from __future__ import annotations

import threading
from typing import Any

from sync.hub import pull
from sync.hub.hub import Hub
from sync.hub.postgres.feeds import PostgresFeeds
from sync.hub.storage import Transaction
from sync.protocol.cycle import PullFrom
from tests.hub_fixtures import ScriptedTill, new_till, sql

SAMPLES = 60
STREAM = "s:0018"


def backend_of(tx: Transaction) -> int:
    assert isinstance(tx.feeds, PostgresFeeds)
    return tx.feeds._cursor.connection.info.backend_pid


def work(till: ScriptedTill, stopping: threading.Event) -> None:
    """Save one change after the other to records that every till changes."""
    while not stopping.is_set():
        save = [("customer", f"c-{n}", {"set": {"note": str(till.n)}}) for n in range(3)]
        till.sync(till.save(*save, base=1_000_000))


def test_reading_a_feed_waits_for_no_lock_and_blocks_no_writer(postgres_hub: Hub) -> None:
    hub = postgres_hub
    tills = [new_till(hub) for _ in range(4)]
    people = [("customer", f"c-{n}", {"set": {"name": "测试"}}) for n in range(3)]
    tills[0].sync(tills[0].save(*people))
    stopping = threading.Event()
    writers = [threading.Thread(target=work, args=(till, stopping)) for till in tills]
    for thread in writers:
        thread.start()
    modes: set[tuple[str, str]] = set()
    waits = blocked = between_writers = 0
    try:
        with sql(hub) as audit:
            # On a slow machine it takes longer until a writer is seen to wait for another.
            for sample_no in range(50 * SAMPLES):
                if sample_no >= SAMPLES and between_writers:
                    break
                with hub.storage.snapshot() as tx:
                    pulls = [PullFrom(s=STREAM, after=0, rows=200)]
                    texts, _ = pull.pages(tx, pulls, pull.Shape(compact=True, bytes_max=10**6))
                    assert texts
                    sample = _sample(audit, backend_of(tx))
                modes |= sample.modes
                waits += sample.waits
                blocked += sample.blocked
                between_writers += sample.others
    finally:
        stopping.set()
        for thread in writers:
            thread.join()
    assert {("relation", "AccessShareLock"), ("virtualxid", "ExclusiveLock")} == modes
    assert (0, 0) == (waits, blocked)
    assert between_writers > 0, "the audit saw no writer wait for another, so it would see nothing"


class _Sample:
    def __init__(self, reader: int, modes: list[Any], waiting: list[Any]) -> None:
        self.modes = {(kind, mode) for kind, mode in modes}
        self.waits = sum(pid == reader for pid, _ in waiting)
        self.blocked = sum(reader in blockers for _, blockers in waiting)
        self.others = sum(reader not in blockers and pid != reader for pid, blockers in waiting)


def _sample(audit: Any, reader: int) -> _Sample:
    modes = audit.execute(
        "SELECT DISTINCT locktype, mode FROM pg_locks WHERE pid = %s", (reader,)
    ).fetchall()
    waiting = audit.execute(
        "SELECT pid, pg_blocking_pids(pid) FROM pg_locks WHERE NOT granted"
    ).fetchall()
    return _Sample(reader, modes, waiting)
