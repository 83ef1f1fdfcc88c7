"""Databases with bits flipped at seeded places in every kind of page: what can be read is saved."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from local_store.errors import LocalStoreError, NothingSavedError
from local_store.own_work import OwnWork, column_names
from local_store.raw_pages import RawPages, is_whole
from local_store.raw_rows import RawRows
from local_store.salvage import Salvaged, columns_of, is_readable, salvage
from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Set
from tests.builders import (
    TEST_KEY,
    FakeClock,
    SeededIds,
    TestStore,
    a_customer,
    a_member_code,
    a_store,
    load_records,
)

PAGE: Final = 4096
CUSTOMERS: Final = 400
ACKED: Final = 90
SEEDS: Final = range(8)
CLASSES: Final = ("outbox", "index", "record", "free", "meta", "schema", "key")


@dataclass(frozen=True, slots=True)
class Original:
    """A database that was closed, its own work, and which pages are of which sort."""

    path: Path
    work: OwnWork
    pages: dict[str, list[int]]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    folder = tmp_path_factory.mktemp("salvage")
    till = a_store(folder)
    records = [("customer", f"c-{n}", a_customer(n)) for n in range(CUSTOMERS)]
    codes = [
        ("member_code", f"mc-{n}", a_member_code(f"c-{n}", f"32{n:010d}")) for n in range(CUSTOMERS)
    ]
    load_records(till, [*records, *codes])
    for n in range(60):
        till.run(lambda uow, n=n: _save(uow, n))
    till.run(lambda uow: uow.sync.settle(ACKED))
    # Pages that are free: a table that was filled and emptied.
    till.run(_scratch)
    till.close()
    again = a_store(folder, enrolled=False)
    work = again.read(lambda uow: uow.sync.own_work())
    pages = _classes(again)
    again.close()
    assert all(pages[one] for one in CLASSES if one != "free")
    return Original(folder / "store.db", work, pages)


def _save(uow: Any, n: int) -> None:
    uow.put("customer", f"c-{n}", Set({"note": f"备注 {n}" + "长" * (n % 9) * 40}))
    uow.audit("customer.changed", entity_kind="customer", entity=f"c-{n}", facts={"n": n})


def _scratch(uow: Any) -> None:
    uow._db.execute("CREATE TABLE scratch (a TEXT)")
    uow._db.execute(
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 200)"
        " INSERT INTO scratch SELECT hex(randomblob(200)) FROM c"
    )
    uow._db.execute("DROP TABLE scratch")


def _classes(till: TestStore) -> dict[str, list[int]]:
    """Return the pages by what they hold, found by walking every tree."""
    db = till.store._reader.db
    (count,) = db.execute("PRAGMA page_count").fetchone()
    raw = RawPages(till.path, TEST_KEY)
    found: dict[str, list[int]] = {one: [] for one in CLASSES}
    found["schema"] = _tree(raw, 1)
    for kind, name, root in db.execute(
        "SELECT type, name, rootpage FROM sqlite_schema WHERE rootpage > 0"
    ).fetchall():
        sort = {"outbox": "outbox", "meta": "meta", "device_key": "key"}.get(name, "record")
        found["index" if kind == "index" else sort] += _tree(raw, root)
    used = {number for numbers in found.values() for number in numbers}
    found["free"] = sorted(set(range(1, count + 1)) - used)
    return found


def _tree(raw: RawPages, root: int) -> list[int]:
    seen: set[int] = set()
    list(RawRows(raw)._walk(root, seen))
    return sorted(seen)


@pytest.fixture
def spoilt(original: Original, tmp_path: Path) -> Path:
    """A copy of the database, to be spoilt."""
    (tmp_path / "spoilt").mkdir()
    return Path(shutil.copyfile(original.path, tmp_path / "spoilt" / "store.db"))


def flip(path: Path, number: int, rng: random.Random) -> None:
    """Flip one bit of a page."""
    data = bytearray(path.read_bytes())
    data[(number - 1) * PAGE + rng.randrange(PAGE)] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def saved(path: Path, *, earlier: OwnWork | None = None) -> tuple[Salvaged, TestStore]:
    """Save what can be read, and open what came of it."""
    fresh = path.parent / "fresh"
    fresh.mkdir()
    ports = (FakeClock(), SeededIds(7))
    done = salvage(path, fresh / "store.db", TEST_KEY, earlier=earlier, ports=ports)
    return done, a_store(fresh, enrolled=False)


def bodies(work: OwnWork) -> Iterator[tuple[Any, Any, Any]]:
    """Return what HQ has not got, without numbers and hashes."""
    for op in work.ops:
        if op["state"] == "pending" and op["kind"] != "audit":
            yield op["entity"], op["hlc"], op["body"]


def assert_sound(till: TestStore) -> OwnWork:
    """Assert that the till can go on: the chain closes, work is sent, every stream comes again."""
    till.store.check_pages().result()
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    work: OwnWork = till.read(lambda uow: uow.sync.own_work())
    batch = till.read(lambda uow: uow.sync.pending(10_000, 1 << 30))
    assert work.unsent == sum(len(group.ops) for group in batch.groups)
    assert {0} == {cursor.after for cursor in till.read(lambda uow: uow.sync.cursors()).values()}
    till.run(lambda uow: uow.audit("till.went_on"))
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    return work


def test_a_file_is_whole_until_one_bit_of_any_page_is_another(spoilt: Path) -> None:
    healthy, rng = spoilt.read_bytes(), random.Random(11)
    assert is_whole(spoilt, TEST_KEY)
    assert not is_whole(spoilt, bytes(reversed(TEST_KEY)))
    for number in range(1, len(healthy) // PAGE + 1):
        flip(spoilt, number, rng)
        assert not is_whole(spoilt, TEST_KEY)
        spoilt.write_bytes(healthy)
    spoilt.write_bytes(healthy[:-1])
    assert not is_whole(spoilt, TEST_KEY)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("sort", CLASSES)
def test_one_flipped_bit_costs_at_most_what_stood_on_its_page(
    original: Original, spoilt: Path, sort: str, seed: int
) -> None:
    rng = random.Random(f"{sort}-{seed}")
    number = rng.choice(original.pages[sort] or original.pages["index"])
    if sort in {"meta", "key", "schema"}:
        number = original.pages[sort][seed % len(original.pages[sort])]
    flip(spoilt, number, rng)
    done, till = saved(spoilt, earlier=original.work)
    try:
        work = assert_sound(till)
        expected, found = set(bodies(original.work)), set(bodies(work))
        assert found <= expected
        if sort == "outbox":
            assert len(expected) - len(found) <= done.lost <= 25
        else:
            assert expected == found, "no unsent work lies there"
            assert 0 == done.lost
        assert 1 == done.bad_pages
        if done.records:
            shown = {one for one, note in _notes(till) if note is not None}
            assert {entity for entity, _, _ in found} <= shown, "in their rows too"
        assert sort == "schema" or done.records >= CUSTOMERS
    finally:
        till.close()


def _notes(till: TestStore) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = till.read(
        lambda uow: uow._db.execute("SELECT id, note FROM customer").fetchall()
    )
    return found


@pytest.mark.parametrize("seed", range(6))
def test_many_spoilt_pages_leave_all_that_stands_on_the_others(
    original: Original, spoilt: Path, seed: int
) -> None:
    rng = random.Random(seed)
    pages = spoilt.stat().st_size // PAGE
    # With the page of facts the number of the last op is gone: what ended the log is then missing
    # without a trace.
    others = [n for n in range(1, pages + 1) if n not in original.pages["meta"]]
    for number in rng.sample(others, pages // 6):
        flip(spoilt, number, rng)
    done, till = saved(spoilt, earlier=original.work)
    try:
        work = assert_sound(till)
        expected, found = set(bodies(original.work)), set(bodies(work))
        assert found <= expected
        assert len(expected) - len(found) <= done.lost
    finally:
        till.close()


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off_gives_what_is_left_of_it(
    original: Original, spoilt: Path, kept: float
) -> None:
    size = int(spoilt.stat().st_size * kept)
    spoilt.write_bytes(spoilt.read_bytes()[:size])
    _done, till = saved(spoilt, earlier=original.work)
    try:
        work = assert_sound(till)
        assert set(bodies(work)) <= set(bodies(original.work))
    finally:
        till.close()


def test_a_head_that_is_gone_costs_nothing_of_the_work(original: Original, spoilt: Path) -> None:
    data = bytearray(spoilt.read_bytes())
    data[:PAGE] = bytes(PAGE)
    spoilt.write_bytes(data)
    assert is_readable(spoilt, TEST_KEY)
    done, till = saved(spoilt)
    try:
        assert set(bodies(original.work)) == set(bodies(assert_sound(till)))
        assert (0, 1) == (done.lost, done.bad_pages)
    finally:
        till.close()


def test_a_head_whose_salt_alone_is_gone_costs_nothing_at_all(
    original: Original, spoilt: Path
) -> None:
    data = bytearray(spoilt.read_bytes())
    data[:16] = bytes(16)
    spoilt.write_bytes(data)
    done, till = saved(spoilt)
    try:
        assert set(bodies(original.work)) == set(bodies(assert_sound(till)))
        assert 0 == done.bad_pages
        assert done.records >= 2 * CUSTOMERS
    finally:
        till.close()


def test_what_stood_in_the_log_only_is_saved_too(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    load_records(till, [("customer", "c-1", a_customer(1))])
    for n in range(9):
        till.run(lambda uow, n=n: uow.put("customer", "c-1", Set({"note": f"第{n}次"})))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for path in tmp_path.glob("store.db*"):
        shutil.copyfile(path, crashed / path.name)
    till.close()
    assert (crashed / "store.db-wal").stat().st_size > PAGE
    _done, again = saved(crashed / "store.db")
    try:
        found = sorted(body for _, _, body in bodies(assert_sound(again)))
        assert [f'{{"set":{{"note":"第{n}次"}}}}' for n in range(9)] == found
    finally:
        again.close()


def test_a_database_that_does_not_say_who_it_is_needs_a_backup_that_does(
    original: Original, spoilt: Path
) -> None:
    rng = random.Random(1)
    for number in original.pages["meta"]:
        flip(spoilt, number, rng)
    with pytest.raises(NothingSavedError):
        saved(spoilt)
    shutil.rmtree(spoilt.parent / "fresh")
    _done, till = saved(spoilt, earlier=original.work)
    try:
        assert set(bodies(original.work)) == set(bodies(assert_sound(till)))
    finally:
        till.close()


def test_a_file_of_another_key_is_not_taken_for_ours(original: Original, spoilt: Path) -> None:
    assert not is_readable(spoilt, bytes(32))
    with pytest.raises(LocalStoreError) as caught:
        salvage(
            spoilt,
            spoilt.parent / "f.db",
            bytes(32),
            earlier=None,
            ports=(FakeClock(), SeededIds()),
        )
    assert "STORE_NOT_DATABASE" == caught.value.code


def test_the_columns_of_every_table_are_known_by_how_it_was_made(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    try:
        tables = till.read(lambda uow: uow._db.execute(sql).fetchall())
        for name, made in tables:
            names = till.read(partial(_columns, table=name))
            assert names == columns_of(made), name
    finally:
        till.close()


def _columns(uow: UnitOfWork, *, table: str) -> list[str]:
    return column_names(uow._db, table)
