"""Whatever brings a till back brings back every kind: what can be read of a damaged database, a
backup, and the counting that says that nothing is missing.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from local_store import search_upkeep
from local_store.backup import BackupPlan, back_up, fetch
from local_store.connection import Connection
from local_store.database import open_database
from local_store.key_custody import FileCustody
from local_store.own_work import OwnWork
from local_store.record_table import TABLES
from local_store.salvage import Salvaged, salvage
from local_store.search_keys import KEY_TABLES
from local_store.tally import Tally, as_found, as_kept
from local_store.unit_of_work import UnitOfWork
from sync.merge import State
from sync.protocol.cycle import DeviceState
from sync.protocol.kinds import KINDS, Kind
from sync.protocol.ops import Set
from tests.builders import START_MS, TEST_KEY, FakeClock, SeededIds, TestStore, a_store
from tests.kind_samples import hqs_id, ids_of, load_every_kind, own_id, save_every_kind

PAGE: Final = 4096
RAN_MS: Final = 5_000
EACH: Final = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
OWN: Final = {"outbox", "meta", "device_key", "import_batch", "import_row"}
"""Tables of the till's own work, looked for on every page; of imports see test_import_recovery."""
SHOWN_BY_HQ: Final = {"shadow"}
BEGUN_ANEW: Final = {"config_past", "form_draft", "begun"}
"""What a rescue leaves behind: earlier versions of what HQ publishes, and what nobody saved."""
HQ_AGAIN: Final = {
    *("cursor", "inbound", "stale", "boot", "boot_chunk", "postponed_index", "config_token"),
}
"""Tables about how far HQ's records came: after a rescue they come from the beginning."""

Rows = dict[tuple[str, str], State]


@dataclass(frozen=True, slots=True)
class Till:
    """A store that was closed, and what was in it."""

    path: Path
    rows: Rows
    work: OwnWork
    tables: set[str]


def rows_of(uow: UnitOfWork) -> Rows:
    """Return every record there is."""
    found = {}
    for kind, table in TABLES.items():
        for (record_id,) in uow._db.execute(f"SELECT id FROM {kind}").fetchall():
            row = table.get(uow._db, record_id)
            assert row is not None
            found[kind, record_id] = row.state
    return found


def tables_of(uow: UnitOfWork) -> set[str]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return {name for (name,) in uow._db.execute(sql)}


def wrong_keys(till: TestStore) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = till.read(lambda uow: search_upkeep.wrong(uow._db))
    return found


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Till:
    """A till with some of every kind, a record of HQ's under work of its own, on its way out."""
    folder = tmp_path_factory.mktemp("original")
    FileCustody(folder / "key.json").keep(TEST_KEY)
    till = a_store(folder, durable=True)
    load_every_kind(till)
    save_every_kind(till)
    till.run(lambda uow: uow.put("customer", hqs_id("customer"), Set({"note": "本机备注"})))
    till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))
    till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING, RAN_MS))
    made = Till(till.path, till.read(rows_of), till.read(_work), till.read(tables_of))
    till.close()
    return made


def _work(uow: UnitOfWork) -> OwnWork:
    return uow.sync.own_work()


def test_the_till_that_is_tried_has_every_kind(original: Till) -> None:
    found: dict[str, set[str]] = {}
    for kind, record_id in original.rows:
        found.setdefault(kind, set()).add(record_id)
    assert {kind.name: ids_of(kind) for kind in KINDS.values()} == found


def test_of_every_table_somebody_said_how_it_comes_back(original: Till) -> None:
    keys = {one.name for tables in KEY_TABLES.values() for one in tables}
    assert original.tables == KINDS.keys() | keys | OWN | SHOWN_BY_HQ | HQ_AGAIN | BEGUN_ANEW


# A damaged database


@dataclass(frozen=True, slots=True)
class Rescued:
    """What a rescue came to, and the store it made, open."""

    done: Salvaged
    till: TestStore


@pytest.fixture(scope="module")
def rescued(original: Till, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rescued]:
    """The store that was saved of a copy with wrong search keys and a damaged page of an index."""
    folder = tmp_path_factory.mktemp("rescued")
    damaged = Path(shutil.copyfile(original.path, folder / "damaged.db"))
    with changing(damaged) as db:
        db.execute("UPDATE customer_key SET text = '抄', pinyin = 'chao', initials = 'c'")
        db.execute("UPDATE medicine_key SET text = '抄'")
        db.execute("DELETE FROM medicine_gtin")
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'customer_key_text_idx'"
        (number,) = db.execute(sql).fetchone()
    _flip(damaged, int(number))
    ports = (FakeClock(), SeededIds(3))
    done = salvage(damaged, folder / "store.db", TEST_KEY, earlier=None, ports=ports)
    till = a_store(folder, enrolled=False)
    yield Rescued(done, till)
    till.close()


@contextmanager
def changing(path: Path) -> Iterator[Connection]:
    """Lend a database that no store has open; its log is written back at the end."""
    db = open_database(path, TEST_KEY)
    try:
        yield db
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        db.close()


def _flip(path: Path, number: int) -> None:
    data = bytearray(path.read_bytes())
    data[(number - 1) * PAGE + random.Random(number).randrange(PAGE)] ^= 4
    path.write_bytes(data)


@EACH
def test_a_rescue_saves_the_records_of_every_kind(
    original: Till, rescued: Rescued, kind: Kind
) -> None:
    expected = {key: state for key, state in original.rows.items() if key[0] == kind.name}
    found = {key: s for key, s in rescued.till.read(rows_of).items() if key in expected}
    assert expected == found
    assert (1, 0) == (rescued.done.bad_pages, rescued.done.lost)


@EACH
def test_a_rescue_saves_the_unsent_work_of_every_kind(
    original: Till, rescued: Rescued, kind: Kind
) -> None:
    def ops(work: OwnWork) -> list[Any]:
        return [(op["entity"], op["hash"]) for op in work.ops if op["kind"] == kind.name]

    expected, found = ops(original.work), ops(rescued.till.read(_work))
    assert expected == found[: len(expected)]
    assert (kind.writer == "store") == bool(expected)


def test_a_rescue_makes_search_keys_anew_and_copies_none(rescued: Rescued) -> None:
    assert [] == wrong_keys(rescued.till)
    find = rescued.till.read(
        lambda uow: [len(uow.search.find(one)) for one in ("hck", "抄", "ejsg")]
    )
    assert [True, False, True] == [bool(one) for one in find]


def test_a_rescue_goes_on_counting_how_long_the_till_ran_on_its_way_out(rescued: Rescued) -> None:
    found = rescued.till.read(lambda uow: (uow.sync.draining_since_ms, uow.sync.draining_ran_ms))
    assert (START_MS, RAN_MS) == found


def test_what_hq_had_under_work_of_this_till_is_saved_with_it(rescued: Rescued) -> None:
    sql = "SELECT kind, id FROM shadow"
    shadows = rescued.till.read(lambda uow: uow._db.execute(sql).fetchall())
    assert ("customer", hqs_id("customer")) in shadows


def test_rows_that_do_not_fit_their_table_are_left_out_and_the_others_saved(
    tmp_path: Path,
) -> None:
    till = a_store(tmp_path)
    columns = ["id", "name", "gone_since", "rev", "clocks", "h64", "sync_state"]
    whole = ("c-1", "合成客", "x", 1, '"x"', None, "accepted")
    rows: list[tuple[Any, ...]] = [
        whole,
        ("c-2", None, *whole[2:]),
        ("c-3", *whole[1:3], "no number", *whole[4:]),
        ("c-4", *whole[1:4], "no JSON", *whole[5:]),
        ("c-5", *whole[1:6], "not a mark"),
        ("c-6",),
    ]
    assert 1 == till.run(lambda uow: uow.sync.readmit("customer", columns, rows))
    assert ["c-1"] == [key[1] for key in till.read(rows_of) if key[0] == "customer"]
    assert [] == wrong_keys(till)
    till.close()


# A backup


@pytest.fixture(scope="module")
def restored(original: Till, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestStore]:
    """The store that came of a backup."""
    folder = tmp_path_factory.mktemp("restored")
    shutil.copyfile(original.path, folder / "running.db")
    running = a_store(folder, enrolled=False, name="running.db", inline=False, durable=True)
    custody = FileCustody(original.path.with_name("key.json"))
    try:
        made = back_up(running.store, BackupPlan(folder / "backups", custody, START_MS, floor=0))
    finally:
        running.close()
    fetch(made, folder / "store.db", TEST_KEY)
    till = a_store(folder, enrolled=False)
    yield till
    till.close()


@EACH
def test_a_backup_brings_the_records_of_every_kind_back(
    original: Till, restored: TestStore, kind: Kind
) -> None:
    found = {key: s for key, s in restored.read(rows_of).items() if key[0] == kind.name}
    assert {key: s for key, s in original.rows.items() if key[0] == kind.name} == found


def test_a_backup_brings_back_what_finds_them_and_how_the_till_stands(restored: TestStore) -> None:
    assert [] == wrong_keys(restored)
    assert RAN_MS == restored.read(lambda uow: uow.sync.draining_ran_ms)


# Counting


@pytest.fixture(scope="module")
def opened(original: Till, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path = tmp_path_factory.mktemp("counted") / "store.db"
    db = open_database(Path(shutil.copyfile(original.path, path)), TEST_KEY)
    yield db
    db.close()


@contextmanager
def undone(db: Connection) -> Iterator[None]:
    """Take back what was changed."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def test_what_is_whole_adds_up_to_what_is_kept(opened: Connection) -> None:
    assert as_kept(opened) == as_found(opened)


@EACH
def test_a_row_of_any_kind_that_is_gone_is_missed(opened: Connection, kind: Kind) -> None:
    before = as_found(opened)
    record_id = own_id(kind.name) if kind.stream == "up" else hqs_id(kind.name)
    with undone(opened):
        opened.execute(f"DELETE FROM {kind.name} WHERE id = ?", (record_id,))
        after = as_found(opened)
    assert before.rows[kind.name] - 1 == after.rows[kind.name]
    assert before.total - 1 == after.total
    assert (kind.stream == "up") == (before.streams == after.streams)


@EACH
def test_a_hash_of_any_kind_that_changed_is_missed(opened: Connection, kind: Kind) -> None:
    before = as_found(opened)
    with undone(opened):
        opened.execute(f"UPDATE {kind.name} SET h64 = h64 + 1 WHERE h64 IS NOT NULL")
        after = as_found(opened)
    assert _changed(before, after) == ({kind.stream} - {"up"})


def _changed(before: Tally, after: Tally) -> set[str]:
    """Return where streams differ: g, or store."""
    names = {name for name, of in after.streams.items() if before.streams[name] != of}
    return {"g" if name == "g" else "store" for name in names}


def test_a_database_without_the_tables_of_later_kinds_is_counted(opened: Connection) -> None:
    before = as_found(opened)
    with undone(opened):
        opened.execute("DROP TABLE nearby_stock")
        after = as_found(opened)
    assert before.rows.keys() - after.rows.keys() == {"nearby_stock"}
    assert {"store"} == _changed(before, after)
