"""The store's threads, transactions and ends."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from local_store.errors import (
    ClosedError,
    DiskFaultError,
    DiskFullError,
    LocalStoreError,
    ReadOnlyError,
)
from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from tests.builders import START_MS, TestStore, a_store, an_observation

Changes = Mapping[str, frozenset[str]]


def _save(uow: UnitOfWork) -> str:
    record_id = uow.new_id()
    uow.put("observation", record_id, Fact(an_observation("c1")))
    return record_id


def _counts(till: TestStore) -> tuple[int, int, int]:
    def work(uow: UnitOfWork) -> tuple[int, int, int]:
        rows = uow._db.execute("SELECT count(*) FROM observation").fetchone()[0]
        ops = uow._db.execute("SELECT count(*) FROM outbox").fetchone()[0]
        return rows, ops, uow.sync.outbox().last_n()

    counts: tuple[int, int, int] = till.read(work)
    return counts


@pytest.mark.parametrize("inline", [True, False])
def test_saved_work_is_seen_by_the_reader_at_once(tmp_path: Path, inline: bool) -> None:
    till = a_store(tmp_path, inline=inline)
    saved = till.run(_save)
    assert till.read(lambda uow: uow.observations.get(saved)) is not None
    till.close()


def test_writer_and_reader_work_on_threads_of_their_own(tmp_path: Path) -> None:
    till = a_store(tmp_path, inline=False)
    writer = till.run(lambda _: threading.current_thread().name)
    reader = till.read(lambda _: threading.current_thread().name)
    assert ("store-writer", "store-reader") == (writer[:12], reader[:12])
    till.close()


def test_a_long_read_stands_in_no_writers_way_and_sees_one_state(tmp_path: Path) -> None:
    till = a_store(tmp_path, inline=False)
    begun, go_on = threading.Event(), threading.Event()

    def read(uow: UnitOfWork) -> list[int]:
        sql = "SELECT count(*) FROM observation"
        before = uow._db.execute(sql).fetchone()[0]
        begun.set()
        assert go_on.wait(10)
        return [before, uow._db.execute(sql).fetchone()[0]]

    reading = till.store.read(read)
    assert begun.wait(10)
    till.run(_save)
    go_on.set()
    assert [0, 0] == reading.result(timeout=10)
    assert (1, 1, 1) == _counts(till)
    till.close()


@pytest.mark.parametrize("inline", [True, False])
def test_work_that_raises_leaves_no_trace_and_the_store_goes_on(
    tmp_path: Path, inline: bool
) -> None:
    till = a_store(tmp_path, inline=inline)

    def fail(uow: UnitOfWork) -> None:
        _save(uow)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        till.run(fail)
    assert (0, 0, 0) == _counts(till)
    till.run(_save)
    assert (1, 1, 1) == _counts(till)
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    till.close()


def test_changes_are_told_once_after_the_commit(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    told: list[tuple[Changes, tuple[int, int, int]]] = []
    till.store.on_committed = lambda changes: told.append((changes, _counts(till)))
    saved = till.run(_save)
    assert [({"observation": frozenset({saved}), "sync": frozenset()}, (1, 1, 1))] == told
    till.close()


def test_work_that_changed_nothing_or_failed_tells_nothing(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    told: list[Changes] = []
    till.store.on_committed = told.append
    till.run(lambda uow: uow.customers.count())
    with pytest.raises(ReadOnlyError):
        till.read(_save)

    def fail(uow: UnitOfWork) -> None:
        _save(uow)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        till.run(fail)
    assert [] == told
    till.close()


@pytest.mark.expected_logs("a listener to committed work failed")
def test_a_screen_that_fails_to_refresh_does_not_make_a_save_look_lost(tmp_path: Path) -> None:
    till = a_store(tmp_path)

    def fail(_: Changes) -> None:
        raise ZeroDivisionError

    till.store.on_committed = fail
    assert till.run(_save) is not None
    assert (1, 1, 1) == _counts(till)
    till.close()


def test_the_reader_refuses_every_write_and_reads_on(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    writes: list[Any] = [
        _save,
        lambda uow: uow.audit("looked"),
        lambda uow: uow.meta.set("a", "b"),
        lambda uow: uow.sync.note_trouble("HQ_UNREACHABLE"),
    ]
    for write in writes:
        with pytest.raises(ReadOnlyError, match="STORE_READ_ONLY"):
            till.read(write)
    assert (0, 0, 0) == _counts(till)
    till.close()


def _waiting(uow: UnitOfWork) -> int:
    """Return how a commit waits for the disk: 2 until all is there, 1 not by itself, 0 never."""
    level: int = uow._db.execute("PRAGMA synchronous").fetchone()[0]
    return level


@pytest.mark.parametrize("inline", [True, False])
def test_only_what_hq_will_give_again_is_committed_without_waiting_for_the_disk(
    tmp_path: Path, inline: bool
) -> None:
    till = a_store(tmp_path, inline=inline, durable=True)
    store = till.store
    seen = [store.load(_waiting).result(), store.load(_waiting).result(), till.run(_waiting)]
    assert [1, 1, 2, 1, 2] == [*seen, store.load(_waiting).result(), till.run(_waiting)]
    till.close()


def test_a_load_writes_its_log_back_more_rarely_than_saves_do(tmp_path: Path) -> None:
    till = a_store(tmp_path, durable=True)

    def pages(uow: UnitOfWork) -> int:
        found: int = uow._db.execute("PRAGMA wal_autocheckpoint").fetchone()[0]
        return found

    before, during = till.run(pages), till.store.load(pages).result()
    assert (True, before) == (during > before, till.run(pages))
    till.close()


def test_a_save_waits_for_the_disk_also_after_a_load_that_failed(tmp_path: Path) -> None:
    till = a_store(tmp_path, durable=True)

    def fail(_: UnitOfWork) -> None:
        raise DiskFaultError

    with pytest.raises(DiskFaultError):
        till.store.load(fail).result()
    assert 2 == till.run(_waiting)
    till.close()


def test_a_simulation_never_waits_for_the_disk(tmp_path: Path) -> None:
    till = a_store(tmp_path, durable=False)
    assert [0, 0] == [till.store.load(_waiting).result(), till.run(_waiting)]
    till.close()


@pytest.mark.parametrize("inline", [True, False])
def test_a_closed_store_takes_no_more_work_and_closes_twice_in_peace(
    tmp_path: Path, inline: bool
) -> None:
    till = a_store(tmp_path, inline=inline)
    till.close()
    till.close()
    for ask in (till.store.run, till.store.read):
        with pytest.raises(ClosedError, match="STORE_CLOSED"):
            ask(lambda uow: uow.now)
    with pytest.raises(ClosedError):
        till.store.check_pages()


def test_closing_finishes_what_was_handed_in_and_leaves_one_file(tmp_path: Path) -> None:
    till = a_store(tmp_path, inline=False)
    futures = [till.store.run(_save) for _ in range(50)]
    till.close()
    assert all(future.done() and future.exception() is None for future in futures)
    assert ["store.db", "store.db.lock"] == sorted(path.name for path in tmp_path.iterdir())
    again = a_store(tmp_path)
    assert (50, 50, 50) == _counts(again)
    again.close()


def test_a_full_disk_is_told_loses_nothing_saved_and_the_store_goes_on(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    till.run(_save)
    db = till.store._writer.db
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall()

    def save_much(uow: UnitOfWork) -> None:
        for _ in range(90):
            _save(uow)

    with pytest.raises(DiskFullError, match="STORE_DISK_FULL"):
        till.run(save_much)
    assert (1, 1, 1) == _counts(till)
    db.execute("PRAGMA max_page_count = 1000000").fetchall()
    till.run(save_much)
    assert (91, 91, 91) == _counts(till)
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    till.close()


def test_every_error_has_a_code_of_its_own() -> None:
    kinds: list[type[LocalStoreError]] = [LocalStoreError, *LocalStoreError.__subclasses__()]
    codes = [kind.code for kind in kinds]
    assert len(kinds) == len(set(codes)) >= 20
    assert all(code.startswith("STORE_") for code in codes)
    assert "STORE_DISK_FAULT" == str(DiskFaultError())


def test_a_unit_of_work_knows_the_time_that_hq_corrected(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    till.run(lambda uow: uow.sync.set_skew(-90_000))
    assert START_MS - 90_000 == till.run(lambda uow: uow.now_ms)
    assert START_MS - 90_000 == till.read(lambda uow: round(uow.now.timestamp() * 1000))
    assert -90_000 == till.read(lambda uow: uow.sync.skew_ms)
    till.close()
