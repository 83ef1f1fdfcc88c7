"""Search keys of a store that an earlier version wrote: made in slices, in use meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from local_store import search_upkeep
from local_store.database import open_database
from local_store.migrate import migrate, migrations
from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Set
from tests.builders import (
    TEST_KEY,
    TestStore,
    a_customer,
    a_line,
    a_medicine,
    a_store,
    a_ticket,
    load_records,
)

BEFORE = 3
CUSTOMERS = 12


def _old_store(folder: Path) -> Path:
    """Return a store as the last version left it: phones in a table of their own, no other keys."""
    till = a_store(folder)
    people = [
        ("customer", f"c{n:02}", a_customer(n, name="王秀" + "兰英芳"[n % 3]))
        for n in range(CUSTOMERS)
    ]
    load_records(till, [*people, ("medicine", "m1", a_medicine())])
    till.close()
    old = folder / "old.db"
    source, target = (open_database(path, TEST_KEY, durable=False) for path in (till.path, old))
    migrate(target, old, TEST_KEY, migrations()[:BEFORE])
    tables = target.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table != "customer_phone":
            found = target.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchall()
            columns = ", ".join(f'"{name}"' for (name,) in found)
            for row in source.execute(f"SELECT {columns} FROM {table}").fetchall():
                places = ", ".join("?" * len(row))
                sql = f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({places})"
                target.execute(sql, row)
    for n in range(CUSTOMERS):
        phone = f"154{n:08d}"
        row = (f"c{n:02}", phone, phone[::-1])
        target.execute("INSERT INTO customer_phone VALUES (?, ?, ?)", row)
    target.execute("DELETE FROM meta WHERE k LIKE 'search_keys%'")
    source.close()
    target.close()
    return old


def _wrong(till: TestStore) -> int:
    return len(till.read(lambda uow: search_upkeep.wrong(uow._db)))


def _found(till: TestStore, text: str) -> int:
    return len(till.read(lambda uow: uow.search.find(text)))


@pytest.mark.parametrize("inline", [True, False])
def test_a_store_of_an_earlier_version_has_all_its_keys_soon_after_it_opens(
    tmp_path: Path, inline: bool
) -> None:
    till = a_store(tmp_path, enrolled=False, inline=inline, name=_old_store(tmp_path).name)
    while till.run(UnitOfWork.build_search):
        pass
    assert (0, CUSTOMERS, 4, 1) == (
        _wrong(till),
        _found(till, "wangxiu"),
        _found(till, "wxl"),
        _found(till, "ejsg"),
    )
    till.close()


def _half_made(till: TestStore) -> None:
    """Leave a store as it is when the fifth customer's keys were just made."""

    def undo(uow: UnitOfWork) -> None:
        uow._db.execute(
            "UPDATE customer_key SET text = NULL, pinyin = NULL, initials = NULL"
            " WHERE customer > 'c04'"
        )
        uow._db.execute("DELETE FROM medicine_key")
        uow.meta.set("search_keys_at", "customer/c04")

    till.run(undo)


def test_names_and_phones_are_found_while_keys_are_made_and_a_restart_goes_on(
    tmp_path: Path,
) -> None:
    name = _old_store(tmp_path).name
    till = a_store(tmp_path, enrolled=False, name=name)
    _half_made(till)
    assert (CUSTOMERS, 4, 1) == (
        _found(till, "王秀"),
        _found(till, "秀兰"),
        _found(till, "15400000011"),
    )
    assert 5 == _found(till, "wangxiu")
    till.run(lambda uow: uow.put("customer", "c11", Set({"name": "赵小红"})))
    assert 1 == _found(till, "zxh")
    till.close()
    again = a_store(tmp_path, enrolled=False, name=name)
    assert (0, CUSTOMERS - 1) == (_wrong(again), _found(again, "wangxiu"))
    again.close()


def test_keys_made_in_an_earlier_way_are_all_made_anew(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    load_records(till, [("customer", "c1", a_customer())])

    def age(uow: UnitOfWork) -> None:
        uow._db.execute("UPDATE customer_key SET initials = 'x'")
        uow.meta.set("search_keys", 0)

    till.run(age)
    till.close()
    again = a_store(tmp_path, enrolled=False)
    assert (0, 1) == (_wrong(again), _found(again, "hck"))
    again.close()


@pytest.mark.parametrize(
    ("place", "first"), [(None, "medicine/"), ("customer/c04", "customer/c04")]
)
def test_a_store_whose_names_have_their_keys_makes_only_those_that_came_later(
    tmp_path: Path, place: str | None, first: str
) -> None:
    till = a_store(tmp_path)
    line = a_line(trace_codes=["81234567890123456789"])
    load_records(
        till,
        [
            ("customer", "c05", a_customer()),
            ("medicine", "m1", a_medicine(trace_prefixes=["8123456"])),
            ("ticket", "t1", a_ticket("c05", lines=[line])),
        ],
    )

    def age(uow: UnitOfWork) -> None:
        uow._db.execute("DELETE FROM medicine_trace")
        uow._db.execute("DELETE FROM ticket_trace")
        uow.meta.set("search_keys", 1)
        uow.meta.set("search_keys_at", place)
        search_upkeep.begin(uow._db)
        assert first == uow.meta.get("search_keys_at")

    till.run(age)
    while till.run(UnitOfWork.build_search):
        pass
    assert 0 == _wrong(till)
    assert 1 == len(till.read(lambda uow: uow.tickets.with_trace_code("81234567890123456789")))
    till.close()
