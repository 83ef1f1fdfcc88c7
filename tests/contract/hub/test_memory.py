"""What the storage in memory promises beside the port: exact undoing, cheap copies, no sharing."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from sync.hub import changes, push, records
from sync.hub.errors import ConcurrentChangeError, RefusedError, StorageAwayError
from sync.hub.hub import Hub
from sync.hub.memory.storage import MemoryStorage
from sync.hub.memory.tables import Tables
from sync.hub.records import Change, Key, Stored
from sync.hub.storage import Transaction
from sync.merge import State
from tests.hub_fixtures import FakeTime, hub_on, load_lines, new_secret, new_till

KEY = Key("0018", "customer", "c-1")
CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
POISON = ("customer", "c-1", {"set": {"birth_on": "?"}})


class Oops(Exception):  # noqa: N818 (not an error of the product)
    """What a transaction fails with."""


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


@pytest.fixture
def busy(
    storage: MemoryStorage, fake_time: FakeTime, tmp_path_factory: pytest.TempPathFactory
) -> Hub:
    """A hub in memory with something in every table."""
    hub = hub_on(storage, fake_time, tmp_path_factory.mktemp("hub"))
    till = new_till(hub)
    task = {
        "rule": "r", "rule_version": 1, "customer": "c-1", "anchor": "a", "due_on": "2026-11-21",
    }  # fmt: skip
    outcome = {"task": "t-1", "customer": "c-1", "code": "refused", "at": 1, "by": "staff-1"}
    till.sync(
        till.saves_of(
            [CUSTOMER, ("task", "t-1", {"set": task})],
            [("outcome", "x-1", {"fact": outcome})], [POISON], [CUSTOMER],
        )
    )  # fmt: skip
    hub.upkeep.backup_mark()
    new_secret(hub)
    return hub


def everything(tables: Tables) -> dict[str, Any]:
    return {name: dict(getattr(tables, name)) for name in tables.__slots__}


def test_what_a_failed_transaction_changed_is_undone_to_the_last_row(
    busy: Hub, storage: MemoryStorage
) -> None:
    till = new_till(busy)
    before = everything(storage.tables)
    fact = {"group": f"{till.device}-1", "how": "dropped", "at": 1}
    work = till.saves_of([CUSTOMER, POISON], [("resolution", "r-1", {"fact": fact})], [CUSTOMER])

    def fail(tx: Transaction) -> None:
        push.take(tx, till_device, work, push.Limits(1, 1_000_000), now_ms=1)
        tx.devices.mark("m")
        tx.devices.set_status(till.device, "revoked")
        tx.nonces.add(till_device, "n", now_ms=1)
        tx.members.remove(KEY, "s:0018")
        assert before != everything(storage.tables)
        raise Oops

    till_device = till.who()
    with pytest.raises(Oops):
        storage.run(fail)
    assert before == everything(storage.tables)


def test_a_copy_brings_everything_back_and_may_be_used_again(
    busy: Hub, storage: MemoryStorage
) -> None:
    copy = storage.copy()
    before = everything(copy)
    for _ in range(2):
        till = new_till(busy)
        till.sync(till.saves_of([("customer", "c-1", {"set": {"note": "后"}})], [POISON]))
        busy.judge_work()
        assert before != everything(storage.tables)
        storage.restore(copy)
        assert before == everything(storage.tables) == everything(copy)


def test_what_was_read_or_written_is_not_what_is_stored(storage: MemoryStorage) -> None:
    body: dict[str, Any] = {"name": "测试", "tags": ["a"]}
    after = records.next_rev(KEY, Stored(), State(body, {"name": "0" * 24}))
    storage.run(lambda tx: changes.write(tx, [Change(KEY, Stored(), after, ("s:0018",))]))
    body["tags"].append("b")
    for _ in range(2):
        with storage.snapshot() as tx:
            read = tx.records.read([KEY])[KEY].state.body
        assert {"name": "测试", "tags": ["a"]} == read
        read["tags"].append("c")


def test_a_snapshot_cannot_write(storage: MemoryStorage) -> None:
    with storage.snapshot() as tx, pytest.raises(AssertionError):
        tx.meta.set("x", "1")
    assert {} == storage.tables.meta


def test_one_transaction_within_another_is_a_fault(storage: MemoryStorage) -> None:
    with storage.snapshot(), pytest.raises(AssertionError):
        storage.run(lambda tx: tx.meta.get("x"))
    assert storage.run(lambda tx: tx.meta.get("x")) is None


def test_work_that_somebody_was_quicker_with_is_run_again_and_given_up_in_the_end(
    storage: MemoryStorage,
) -> None:
    tries: list[int] = []

    def work(tx: Transaction) -> None:
        tx.meta.set(f"try {len(tries)}", "1")
        tries.append(1)
        if len(tries) < 3:
            raise ConcurrentChangeError

    storage.run(work)
    assert {"try 2": "1"} == storage.tables.meta

    def never(_: Transaction) -> None:
        raise ConcurrentChangeError

    with pytest.raises(RefusedError):
        storage.run(never)


def test_a_record_that_is_there_is_not_made_anew(busy: Hub) -> None:
    after = records.next_rev(KEY, Stored(), State({"name": "x"}, {}))
    with pytest.raises(RefusedError):
        busy.storage.run(lambda tx: changes.write(tx, [Change(KEY, Stored(), after, ())]))


def test_a_closed_storage_is_away(storage: MemoryStorage) -> None:
    storage.close()
    with pytest.raises(StorageAwayError):
        storage.run(lambda tx: tx.meta.get("x"))


def test_threads_take_turns(storage: MemoryStorage) -> None:
    def count(tx: Transaction) -> None:
        tx.meta.set("n", str(int(tx.meta.get("n") or 0) + 1))

    def many() -> None:
        for _ in range(200):
            storage.run(count)

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "800" == storage.tables.meta["n"]


def test_indexes_follow_what_hq_loads(busy: Hub) -> None:
    ticket = {
        "store": "0018", "pos": "1", "receipt_no": "1", "business_day": "2026-11-21", "sold_at": 1,
        "source": "erp", "total_fen": 1, "lines": [],
    }  # fmt: skip
    other = {"k": "customer", "id": "c-2", "stores": ["0018"], "b": {"name": "测试乙"}}
    line = {"k": "ticket", "id": "k-1", "stores": ["0018"]}
    load_lines(busy, other, {**line, "b": {**ticket, "customer": "c-1"}})
    load_lines(busy, {**line, "b": {**ticket, "customer": "c-2"}})
    with busy.storage.snapshot() as tx:
        about = [
            set(tx.records.about(Key("0018", "customer", c), ["ticket"])) for c in ("c-1", "c-2")
        ]
    assert [KEY in about[0], Key("0018", "ticket", "k-1") in about[1], 1] == [
        True, True, len(about[0]),
    ]  # fmt: skip
