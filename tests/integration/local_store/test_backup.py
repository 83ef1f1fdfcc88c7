"""A backup of a store at work: whole or not there, tested, kept by rule, lost with its key."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from local_store import backup, backup_files
from local_store.backup import BackupPlan, back_up, copy_out
from local_store.backup_files import listed, salt_in
from local_store.database import open_database, open_unwritten
from local_store.errors import (
    BackupAwayError,
    BackupBusyError,
    BackupNoRoomError,
    BackupStoppedError,
    BackupUntrueError,
    CorruptError,
    DiskFullError,
    NotABackupError,
)
from local_store.key_custody import FileCustody
from local_store.tally import as_found
from tests.builders import START_MS, TEST_KEY, TestStore, a_customer, a_store, load_records

DAY_MS = 86_400_000
OTHER_KEY = bytes(reversed(TEST_KEY))


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path, inline=False, durable=True)
    FileCustody(tmp_path / "key.json").keep(TEST_KEY)
    load_records(made, [("customer", f"c-{n}", a_customer(n)) for n in range(200)])
    yield made
    made.close()


@pytest.fixture
def plan(tmp_path: Path) -> BackupPlan:
    custody = FileCustody(tmp_path / "key.json")
    return BackupPlan(tmp_path / "backups", custody, START_MS, floor=0)


def customers(path: Path, key: bytes = TEST_KEY) -> int:
    db = open_unwritten(path, key)
    try:
        return int(db.execute("SELECT count(*) FROM customer").fetchone()[0])
    finally:
        db.close()


def test_a_backup_holds_what_the_store_held_and_opens_with_the_key_beside_it(
    till: TestStore, plan: BackupPlan
) -> None:
    made = back_up(till.store, plan)
    assert [made] == listed(plan.folder)
    key = FileCustody(made.key_path).load()
    assert key is not None
    assert 200 == customers(made.path, key)
    assert made.last_n == till.read(lambda uow: uow.sync.outbox().last_n())
    assert {"g", "s:0018"} >= set(made.streams)
    assert {0o600} == {stat.S_IMODE(one.stat().st_mode) for one in plan.folder.iterdir()}
    assert b"1540000" not in made.path.read_bytes(), "encrypted, as the store is"


def test_what_is_saved_while_it_is_made_waits_for_nobody_and_is_in_the_next_one(
    till: TestStore, plan: BackupPlan
) -> None:
    during: list[int] = []

    def pause() -> None:
        if not during:
            till.run(lambda uow: uow.meta.set("saved during", "1"))
        during.append(1)

    made = back_up(till.store, replace(plan, pause=pause))
    assert during
    following = back_up(till.store, replace(plan, made_at=START_MS + 1))
    assert [False, True] == [_has(one.path, "saved during") for one in (made, following)]


def _has(path: Path, name: str) -> bool:
    db = open_unwritten(path, TEST_KEY)
    try:
        found = db.execute("SELECT 1 FROM meta WHERE k = ?", (name,)).fetchone()
    finally:
        db.close()
    return found is not None


def test_saves_from_another_thread_go_on_during_the_copying(
    till: TestStore, plan: BackupPlan
) -> None:
    saved: list[int] = []
    ended = threading.Event()

    def save() -> None:
        n = 0
        while not ended.is_set():
            till.run(lambda uow, n=n: uow.meta.set(f"n{n % 5}", "x" * 500))
            saved.append(n)
            n += 1

    saver = threading.Thread(target=save)
    saver.start()
    try:
        made = back_up(till.store, plan)
    finally:
        ended.set()
        saver.join()
    assert 200 == customers(made.path)
    assert saved


def test_the_log_is_written_back_again_once_the_backup_is_made(
    till: TestStore, plan: BackupPlan
) -> None:
    back_up(till.store, plan)
    frozen = till.store.freeze()
    frozen.release()
    assert 0 == frozen.log_bytes


def test_a_reader_in_the_way_puts_the_backup_off_and_not_the_till(
    till: TestStore, plan: BackupPlan
) -> None:
    reader = open_database(till.path, TEST_KEY, query_only=True, check=False)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM customer").fetchone()
    till.run(lambda uow: uow.meta.set("later", "1"))
    with pytest.raises(BackupBusyError):
        back_up(till.store, plan)
    till.run(lambda uow: uow.meta.set("later", "2"))
    reader.close()
    assert 200 == customers(back_up(till.store, plan).path)


def test_a_log_that_grows_too_long_ends_the_backup_and_not_the_saving(
    till: TestStore, plan: BackupPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "LOG_BYTES_MAX", 64 * 1024)
    monkeypatch.setattr(backup_files, "SLICE_BYTES", 16 * 1024)
    saved: list[int] = []

    def pause() -> None:
        till.run(lambda uow: uow.meta.set(f"n{len(saved)}", "x" * 9_000))
        saved.append(1)

    with pytest.raises(BackupBusyError):
        back_up(till.store, replace(plan, pause=pause))
    assert 1 < len(saved) < 20
    assert [] == list(plan.folder.iterdir())
    till.run(lambda uow: uow.meta.set("afterwards", "1"))
    assert _has(back_up(till.store, plan).path, f"n{len(saved) - 1}")


@pytest.mark.parametrize("missing", [".db", ".json"])
def test_half_a_backup_is_never_listed_and_goes_with_the_next(
    till: TestStore, plan: BackupPlan, missing: str
) -> None:
    made = back_up(till.store, plan)
    made.path.with_suffix(missing).unlink()
    foreign = plan.folder / "guitai-notes.txt"
    foreign.write_text("kept")
    assert [] == listed(plan.folder)
    following = back_up(till.store, replace(plan, made_at=START_MS + 1))
    assert [following] == listed(plan.folder)
    assert not list(plan.folder.glob(f"{made.path.stem}*"))
    assert foreign.exists(), "nothing else in the folder is touched"


def test_one_that_was_cut_is_not_listed(till: TestStore, plan: BackupPlan) -> None:
    made = back_up(till.store, plan)
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    assert [] == listed(plan.folder)
    with pytest.raises(NotABackupError):
        backup_files.read(made.path)


def test_stopped_half_way_it_leaves_nothing(till: TestStore, plan: BackupPlan) -> None:
    def stop() -> None:
        raise BackupStoppedError

    with pytest.raises(BackupStoppedError):
        back_up(till.store, replace(plan, pause=stop))
    assert [] == list(plan.folder.iterdir())
    till.run(lambda uow: uow.meta.set("after", "1"))


def test_a_store_with_a_damaged_page_gets_no_backup_that_looks_whole(
    till: TestStore, plan: BackupPlan
) -> None:
    earlier = back_up(till.store, plan)
    till.store.freeze().release()
    healthy = till.path.read_bytes()
    spoilt = bytearray(healthy)
    spoilt[len(healthy) // 2 + 9] ^= 1
    till.path.write_bytes(spoilt)
    with pytest.raises((BackupUntrueError, CorruptError)):
        back_up(till.store, replace(plan, made_at=START_MS + 1))
    till.path.write_bytes(healthy)
    assert [earlier] == listed(plan.folder)


def test_a_disk_that_is_too_full_gets_none_and_the_newest_stays(
    till: TestStore, plan: BackupPlan
) -> None:
    first = back_up(till.store, plan)
    second = back_up(till.store, replace(plan, made_at=START_MS + DAY_MS))
    full = replace(plan, made_at=START_MS + 2 * DAY_MS, floor=1 << 60)
    with pytest.raises(BackupNoRoomError):
        back_up(till.store, full)
    assert [second] == listed(plan.folder), "the oldest went in vain, the newest never does"
    assert not first.path.exists()


def test_where_the_disk_fills_up_on_the_way_nothing_is_left(
    till: TestStore, plan: BackupPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(DiskFullError):
        back_up(till.store, plan)
    monkeypatch.undo()
    assert [] == list(plan.folder.iterdir())
    assert 200 == customers(back_up(till.store, plan).path)


def test_those_the_rule_does_not_keep_go(till: TestStore, plan: BackupPlan) -> None:
    for day in range(12):
        back_up(till.store, replace(plan, made_at=START_MS + day * DAY_MS))
    ages = [11 - (one.made_at - START_MS) // DAY_MS for one in listed(plan.folder)]
    assert [0, 1, 2, 3, 4, 5, 6] == ages[:7]
    assert len(ages) < 12
    assert 3 * len(ages) == len(list(plan.folder.iterdir()))


def test_a_folder_somebody_named_keeps_all(till: TestStore, plan: BackupPlan) -> None:
    for n in range(4):
        back_up(till.store, replace(plan, made_at=START_MS + n, tidy=False))
    assert 4 == len(listed(plan.folder))


def test_a_second_disk_gets_the_same_bytes_and_the_same_key(
    till: TestStore, plan: BackupPlan, tmp_path: Path
) -> None:
    made = back_up(till.store, plan)
    (tmp_path / "disk").mkdir()
    there = copy_out(made, replace(plan, folder=tmp_path / "disk"))
    assert [there] == listed(tmp_path / "disk")
    assert (made.digest, 200) == (there.digest, customers(there.path))
    assert TEST_KEY == FileCustody(there.key_path).load()


def test_a_second_disk_that_is_not_connected_is_said_and_its_folder_not_made(
    till: TestStore, plan: BackupPlan, tmp_path: Path
) -> None:
    made = back_up(till.store, plan)
    with pytest.raises(BackupAwayError):
        copy_out(made, replace(plan, folder=tmp_path / "away"))
    assert not (tmp_path / "away").exists()


def test_a_copy_whose_bytes_did_not_arrive_does_not_count(
    till: TestStore, plan: BackupPlan, tmp_path: Path
) -> None:
    made = back_up(till.store, plan)
    (tmp_path / "disk").mkdir()
    spoilt = replace(made, digest="0" * 64)
    with pytest.raises(BackupUntrueError):
        copy_out(spoilt, replace(plan, folder=tmp_path / "disk"))
    assert [] == list((tmp_path / "disk").iterdir())


def test_with_the_envelopes_gone_a_backup_is_lost_for_good(
    till: TestStore, plan: BackupPlan
) -> None:
    made = back_up(till.store, plan)
    plan.custody.forget()
    backup_files.forget_keys(plan.folder, salt_in(made.path))
    assert FileCustody(made.key_path).load() is None
    assert not list(plan.folder.glob("*.key"))


def test_a_store_set_back_to_its_backup_counts_the_same(
    till: TestStore, plan: BackupPlan, tmp_path: Path
) -> None:
    made = back_up(till.store, plan)
    shutil.copyfile(made.path, tmp_path / "again.db")
    again = a_store(tmp_path, name="again.db", enrolled=False)
    try:
        found = again.read(lambda uow: as_found(uow._db))
        assert made.streams == {name: list(of) for name, of in found.streams.items()}
        assert made.rows == found.total
        assert again.read(lambda uow: uow.sync.first_broken_op()) is None
    finally:
        again.close()


def test_two_tills_in_one_folder_leave_each_others_backups_alone(
    till: TestStore, plan: BackupPlan, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = a_store(tmp_path / "other", key=OTHER_KEY)
    theirs = replace(plan, custody=FileCustody(tmp_path / "other" / "key.json"))
    theirs.custody.keep(OTHER_KEY)
    try:
        for day in range(12):
            made_at = START_MS + day * DAY_MS
            mine = back_up(till.store, replace(plan, made_at=made_at))
            yours = back_up(other.store, replace(theirs, made_at=made_at + 1))
        salts = [salt_in(one.path) for one in (mine, yours)]
        assert salts[0] != salts[1]
        counts = [len(listed(plan.folder, salt)) for salt in salts]
        assert counts[0] == counts[1] > 7
        assert sum(counts) == len(listed(plan.folder))
        assert [mine, yours] == [listed(plan.folder, salt)[0] for salt in salts]
        backup_files.forget_keys(plan.folder, salts[0])
        assert counts[1] == len(list(plan.folder.glob("*.key")))
        assert OTHER_KEY == FileCustody(yours.key_path).load()
    finally:
        other.close()


def test_what_another_till_is_just_writing_stays(till: TestStore, plan: BackupPlan) -> None:
    plan.folder.mkdir()
    part = plan.folder / "guitai-20260921T000000000Z.db.part"
    part.write_bytes(bytes(4096))
    back_up(till.store, plan)
    assert part.exists()
