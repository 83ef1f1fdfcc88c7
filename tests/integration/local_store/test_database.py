"""Opening the encrypted file: what goes well, and what each kind of bad file is called."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3  # type: ignore[import-untyped]

from local_store.database import (
    CHECKED_BYTES_MAX,
    PAGE_BYTES,
    named_errors,
    open_database,
)
from local_store.errors import (
    BusyError,
    CorruptError,
    LocalStoreError,
    LockedError,
    NewerError,
    NotADatabaseError,
    ReadOnlyError,
    UnreachableError,
    WrongKeyError,
)
from local_store.process_lock import ProcessLock
from local_store.store import Store, StoreSettings
from tests.builders import (
    TEST_KEY,
    FakeClock,
    SeededIds,
    a_customer,
    a_store,
    a_ticket,
    load_records,
)

OTHER_KEY = bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store with 300 customers and their tickets, about 60 pages and more."""
    till = a_store(tmp_path, copied=False)
    ids = [f"c{n}" for n in range(300)]
    records = [("customer", one, a_customer(n)) for n, one in enumerate(ids)]
    load_records(till, records + [("ticket", f"t{one}", a_ticket(one)) for one in ids])
    till.close()
    return till.path


def _open(path: Path, key: bytes = TEST_KEY) -> Store:
    return Store(StoreSettings(path, inline=True), key, FakeClock(), SeededIds())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _refused(path: Path, error: type[LocalStoreError], key: bytes = TEST_KEY) -> None:
    """Assert that opening raises `error` and leaves the file, and nothing else, behind."""
    before = _digest(path)
    with pytest.raises(error) as caught:
        _open(path, key)
    assert error is type(caught.value)
    assert before == _digest(path)
    # The refusal gave everything back: the same file can be tried again at once.
    with pytest.raises(error):
        _open(path, key)


def test_what_was_saved_is_there_after_opening_again(path: Path) -> None:
    store = _open(path)
    assert 300 == store.read(lambda uow: uow.customers.count()).result()
    store.close()


def test_nothing_of_a_person_can_be_read_in_the_files(tmp_path: Path) -> None:
    till = a_store(tmp_path, copied=False)
    load_records(till, [("customer", "c1", a_customer())])
    names = [file.name for file in tmp_path.iterdir()]
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert "合成客".encode() not in content, file.name
        assert b"15400000001" not in content, file.name
        assert b"SQLite format 3" not in content, file.name
    assert "store.db-wal" in names, "the log was looked at too"
    till.close()


def test_a_wrong_key_is_told_and_changes_nothing(path: Path) -> None:
    _refused(path, WrongKeyError, OTHER_KEY)


def test_a_key_of_another_length_is_a_wrong_key(path: Path) -> None:
    with pytest.raises(WrongKeyError, match="STORE_WRONG_KEY"):
        open_database(path, b"short")


@pytest.mark.parametrize(
    "content",
    [b"hello", b"hello, this is no database. " * 1000, b"\x89" * 100, b"GIF89a" + bytes(9000)],
)
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "store.db"
    file.write_bytes(content)
    _refused(file, NotADatabaseError)


def test_a_plain_database_of_another_program_is_told(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    plain = sqlite3.connect(file)
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    _refused(file, NotADatabaseError)


def test_random_bytes_are_indistinguishable_from_another_key(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.write_bytes(random.Random(4).randbytes(5 * PAGE_BYTES))
    _refused(file, WrongKeyError)


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.touch()
    store = _open(file)
    assert 0 == store.read(lambda uow: uow.customers.count()).result()
    store.close()


def test_what_an_earlier_try_left_is_not_in_the_way_of_a_new_store(tmp_path: Path) -> None:
    names = ("store.db.new", "store.db.new-journal", "store.db-journal", "store.db-wal")
    for name in names:
        (tmp_path / name).write_bytes(random.Random(name).randbytes(6_000))
    store = _open(tmp_path / "store.db")
    assert store.read(lambda uow: uow.sync.identity()).result() is None
    store.close()
    assert ["store.db", "store.db.lock"] == sorted(one.name for one in tmp_path.iterdir())


def test_a_newer_database_is_told_and_left_as_it_is(path: Path) -> None:
    connection = open_database(path, TEST_KEY)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    _refused(path, NewerError)


@pytest.mark.parametrize("seed", range(6))
def test_a_flipped_bit_in_any_page_is_told(path: Path, seed: int) -> None:
    content = bytearray(path.read_bytes())
    place = random.Random(seed).randrange(PAGE_BYTES, len(content))
    content[place] ^= 1
    path.write_bytes(content)
    _refused(path, CorruptError)


def test_a_damaged_first_page_is_told_from_a_wrong_key(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    _refused(path, CorruptError)


@pytest.mark.parametrize("keep", [1, 10, 40])
def test_a_file_that_was_cut_off_is_told(path: Path, keep: int) -> None:
    path.write_bytes(path.read_bytes()[: keep * PAGE_BYTES])
    _refused(path, CorruptError)


def test_a_read_that_meets_a_damaged_page_says_so_and_all_else_goes_on(path: Path) -> None:
    rows = "SELECT rootpage FROM sqlite_schema WHERE name = 'ticket_customer_idx'"
    connection = open_database(path, TEST_KEY)
    (page,) = connection.execute(rows).fetchone()
    connection.close()
    store = _open(path)
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE_BYTES + 500)
        file.write(b"\x00\x01\x02\x03")
    since = date(2025, 1, 1)
    for ask in (store.read, store.run):
        for _ in range(2):
            with pytest.raises(CorruptError, match="STORE_CORRUPT"):
                ask(lambda uow: uow.tickets.of_customer("c5", since)).result()
        assert 300 == ask(lambda uow: uow.customers.count()).result()
    store.run(lambda uow: uow.audit("still works")).result()
    with pytest.raises(CorruptError):
        store.check_pages().result()
    store.close()


def test_checking_the_pages_of_a_whole_store_finds_nothing(path: Path) -> None:
    store = _open(path)
    assert store.check_pages().result() is None
    store.close()


def test_pages_that_a_crash_tore_are_no_damage_while_the_log_holds_them(tmp_path: Path) -> None:
    till = a_store(tmp_path, copied=False)
    load_records(till, [("customer", f"c{n}", a_customer(n)) for n in range(50)])
    checkpoint = "PRAGMA wal_checkpoint(PASSIVE)"
    till.store._writer.db.execute(checkpoint).fetchall()
    copy = tmp_path / "crashed.db"
    content = bytearray(till.path.read_bytes())
    content[-20] ^= 1
    copy.write_bytes(content)
    log = till.path.with_name("store.db-wal")
    copy.with_name("crashed.db-wal").write_bytes(log.read_bytes())
    till.close()
    store = _open(copy)
    assert 50 == store.read(lambda uow: uow.customers.count()).result()
    store.close()


def test_a_file_too_large_to_check_at_the_start_opens_and_is_found_damaged_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_store(tmp_path, copied=False)
    load_records(till, [("customer", f"c{n}", a_customer(n)) for n in range(200)])
    till.close()
    monkeypatch.setattr("local_store.database.CHECKED_BYTES_MAX", PAGE_BYTES)
    content = bytearray(till.path.read_bytes())
    content[-30] ^= 1
    till.path.write_bytes(content)
    store = _open(till.path)
    with pytest.raises(CorruptError):
        store.check_pages().result()
    store.close()


def test_a_small_store_is_checked_in_a_fraction_of_the_time_a_start_may_take() -> None:
    assert 0.15 >= CHECKED_BYTES_MAX / 2**20 * 0.006


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="STORE_UNREACHABLE"):
        _open(tmp_path / "nowhere" / "store.db")
    with pytest.raises(UnreachableError):
        open_database(tmp_path / "nowhere" / "store.db", TEST_KEY)


def test_a_second_store_on_the_same_file_is_refused_until_the_first_is_closed(path: Path) -> None:
    first = _open(path)
    with pytest.raises(LockedError, match="STORE_LOCKED"):
        _open(path)
    first.close()
    _open(path).close()


HOLD_LOCK = """
import sys
from datetime import date
from pathlib import Path
from local_store.process_lock import ProcessLock
lock = ProcessLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_another_process_holds_the_lock_until_it_dies_however_it_dies(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    command = [sys.executable, "-c", HOLD_LOCK, str(path)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "."},
    ) as other:
        assert other.stdout is not None
        assert b"held\n" == other.stdout.readline()
        with pytest.raises(LockedError):
            ProcessLock(path)
        other.kill()
        other.wait(timeout=10)
    ProcessLock(path).release()


def test_a_reader_cannot_write(path: Path) -> None:
    connection = open_database(path, TEST_KEY, query_only=True)
    with pytest.raises(ReadOnlyError, match="STORE_READ_ONLY"), named_errors():
        connection.execute("DELETE FROM customer")
    connection.close()


def test_a_database_that_somebody_else_writes_for_too_long_is_busy(path: Path) -> None:
    one, other = open_database(path, TEST_KEY), open_database(path, TEST_KEY)
    one.execute("BEGIN IMMEDIATE")
    other.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(BusyError, match="STORE_BUSY"), named_errors():
        other.execute("BEGIN IMMEDIATE")
    one.close()
    other.close()


def test_a_faulty_statement_is_a_failure_of_ours_with_its_own_code(path: Path) -> None:
    connection = open_database(path, TEST_KEY)
    with pytest.raises(LocalStoreError, match="STORE_FAILED: no such table"), named_errors():
        connection.execute("SELECT * FROM no_table")
    connection.close()


@pytest.mark.parametrize(
    ("durable", "synchronous"), [(True, 2), (False, 0)], ids=["as shipped", "simulation"]
)
def test_a_commit_waits_for_the_disk_unless_a_simulation_gives_that_up(
    tmp_path: Path, durable: bool, synchronous: int
) -> None:
    connection = open_database(tmp_path / "store.db", TEST_KEY, durable=durable)
    assert (synchronous,) == connection.execute("PRAGMA synchronous").fetchone()
    assert ("wal",) == connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()


def test_what_is_absent_is_bound_without_looking_for_what_adapts_it(path: Path) -> None:
    adapt = sqlcipher3.adapters[type(None), sqlcipher3.PrepareProtocol]
    assert adapt(None) is None
    store = a_store(path.parent, enrolled=False, name=path.name)
    found = store.read(lambda uow: uow._db.execute("SELECT ?, ?", (None, "x")).fetchall())
    store.close()
    assert [(None, "x")] == found
