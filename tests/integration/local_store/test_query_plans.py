"""Every query a screen waits for is served by an index, however large the store grows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact, Set
from terminal.domain.medicine import Medicine
from tests.builders import (
    HqStream,
    TestStore,
    a_customer,
    a_store,
    a_task,
    an_observation,
    an_outcome,
    load,
)

SMALL = {
    "member_key",  # HQ's keys of member codes: 255 at most.
    "rule",
    "staff",
    "inbound",
    "stale",
    "cursor",
    "boot",
    "meta",
    "same",
    "placed",
    "tree",
    "file",
    "json_each",
    "CONSTANT",
}
"""What may be read whole: tables of a few rows, and what is put together for one query."""
TODAY = date(2025, 11, 21)

READS: list[Callable[[UnitOfWork], Any]] = [
    lambda uow: uow.customers.many(["c1", "c2"]),
    lambda uow: uow.customers.by_member_code("320000000018"),
    lambda uow: uow.customers.by_phone("15400000001", 9),
    *(
        lambda uow, text=text: uow.search.find(text)
        for text in ("王", "秀兰", "张", "w", "wxl", "01", "15400000001", "690123456", "h2002")
    ),
    lambda uow: uow.medicines.by_gtin("6901234567892"),
    lambda uow: uow.medicines.many(["m-1"]),
    lambda uow: uow.medicines.by_trace_code("81234567890123456789"),
    lambda uow: uow.tickets.with_trace_code("81234567890123456789"),
    lambda uow: uow.signed_codes.keys(2),
    lambda uow: uow.signed_codes.is_revoked("a", "c-a", 1),
    lambda uow: uow.stock.of(["m-1"]),
    lambda uow: uow.tickets.of_customer("c1", TODAY),
    lambda uow: uow.tickets.customers(TODAY, "c1", 9),
    lambda uow: uow.observations.latest("c1", "glucose_fasting"),
    lambda uow: uow.observations.of_customer("c1", 9),
    lambda uow: uow.observations.told_by("c1", 3, 9),
    lambda uow: uow.observations.many(["o1"]),
    lambda uow: uow.observations.mended("c1", 3, 9),
    lambda uow: uow.observations.replaced(["o1"]),
    lambda uow: uow.observations.versions(["o1"]),
    lambda uow: uow.tasks.open_due(TODAY, 500),
    lambda uow: uow.tasks.open_of_customer("c1"),
    lambda uow: uow.tasks.open_of_assignee("staff-1"),
    lambda uow: uow.tasks.count_open(TODAY),
    lambda uow: uow.tasks.count_open_on(TODAY),
    lambda uow: uow.tasks.after("k1"),
    lambda uow: uow.outcomes.of_tasks(["k1"]),
    lambda uow: uow.outcomes.of_customer("c1", 9),
    lambda uow: uow.outcomes.of_customer("c1", 9, uow.now),
    lambda uow: uow.outcomes.standing_between(uow.now - timedelta(days=1), uow.now, 9),
    lambda uow: uow.sync.state(),
    lambda uow: uow.sync.pending(),
    lambda uow: uow.customers.of_household("h1"),
    lambda uow: uow.medicines.substitutes(Medicine("m-1", "x", substitute_group="g"), 9),
    lambda uow: uow.stock.nearby("m-1"),
    lambda uow: uow.consents.of_customer("c1"),
    lambda uow: uow.consents.ever_refused(["c1", "c2"], "health_file"),
    lambda uow: uow.tags.of_customer("c1"),
    lambda uow: uow.tags.with_code("child", 9),
    lambda uow: uow.households.get("h1"),
    lambda uow: uow.visits.of_customer("c1", 9),
    lambda uow: uow.visits.with_attendance("c1", 9, uow.now),
    lambda uow: uow.responses.of_customer("c1", 9),
    lambda uow: uow.contacts.since("c1", uow.now),
    lambda uow: uow.contacts.of_customer("c1", 9),
    lambda uow: uow.contacts.slots("c1", TODAY),
    lambda uow: uow.leads.get("l1"),
    lambda uow: uow.leads.of_owner("staff-1", TODAY, 9),
    lambda uow: uow.leads.due(TODAY, 9),
    lambda uow: uow.leads.by_phone("15400000001", 9),
    lambda uow: uow.leads.steps(["l1"]),
    lambda uow: uow.complaints.open(9),
    lambda uow: uow.complaints.of_customer("c1", 9),
    lambda uow: uow.learning.learned("staff-1", uow.now),
    lambda uow: uow.signups.of_customer("c1"),
    lambda uow: uow.signups.of_pharmacist("staff-1", uow.now),
    lambda uow: uow.events.get("e1"),
    lambda uow: uow.events.between(uow.now, uow.now, 9),
    lambda uow: uow.events.attendance("e1", 9),
    lambda uow: uow.events.of_customer("c1", 9),
    lambda uow: uow.external_ids.find("erp", "SO-1"),
    lambda uow: uow.external_ids.of("ticket", "t1"),
    lambda uow: uow.requests.open(9),
    lambda uow: uow.requests.of_customer("c1"),
]
WRITES: list[Callable[[UnitOfWork], Any]] = [
    lambda uow: uow.put("customer", "c1", Set({"note": "x"})),
    lambda uow: uow.put("task", "k1", Set(a_task("c1"))),
    lambda uow: uow.put("outcome", uow.new_id(), Fact(an_outcome("k1", "c1"))),
    lambda uow: uow.put("observation", uow.new_id(), Fact(an_observation("c1"))),
    lambda uow: uow.audit("x"),
    lambda uow: uow.sync.settle(3),
    lambda uow: uow.sync.apply_page(HqStream().page(2)),
]


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made, stream = a_store(tmp_path), HqStream()
    stream.change("customer", "c1", a_customer())
    stream.change("customer", "c2", a_customer(2))
    load(made, stream)
    yield made
    made.close()


def _scans(db: Any, statements: list[str]) -> list[str]:
    """Return the tables that these statements read from end to end."""
    found = []
    for sql in statements:
        if re.match(r"(WITH|SELECT|UPDATE|DELETE|INSERT)\b", sql):
            plan = db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            tables = [m[1] for row in plan if (m := re.match(r"SCAN (\w+)", row[3]))]
            names = dict(re.findall(r"(?:FROM|JOIN) (\w+) (\w)\b", sql))
            whole = {names_of(one, names) for one in tables} - SMALL
            found += [f"{table}: {sql}" for table in whole]
    return found


def names_of(alias: str, names: dict[str, str]) -> str:
    """Return the table that an alias of one letter stands for."""
    by_alias = {short: table for table, short in names.items()}
    return by_alias.get(alias, alias)


def _statements(db: Any, work: Callable[[], Any]) -> list[str]:
    seen: list[str] = []
    db.set_trace_callback(seen.append)
    work()
    db.set_trace_callback(None)
    return seen


@pytest.mark.parametrize("read", READS)
def test_a_screens_read_scans_no_table_that_grows(
    till: TestStore, read: Callable[[UnitOfWork], Any]
) -> None:
    db = till.store._reader.db
    statements = _statements(db, lambda: till.read(read))
    assert any("FROM" in sql for sql in statements)
    assert [] == _scans(db, statements)


@pytest.mark.parametrize("write", WRITES)
def test_a_save_or_a_page_scans_no_table_that_grows(
    till: TestStore, write: Callable[[UnitOfWork], Any]
) -> None:
    for n in range(3):
        till.run(lambda uow, n=n: uow.put("task", f"k{n}", Set(a_task("c1"))))
    db = till.store._writer.db
    statements = _statements(db, lambda: till.run(write))
    assert any("FROM" in sql for sql in statements)
    assert [] == _scans(db, statements)


def test_a_read_of_the_whole_is_noticed(till: TestStore) -> None:
    db = till.store._reader.db
    sql = "SELECT * FROM customer WHERE note = 'x'"
    assert [f"customer: {sql}"] == _scans(db, [sql])


def test_a_customers_open_tasks_are_found_by_the_customer_and_not_among_everybodys(
    till: TestStore,
) -> None:
    db = till.store._reader.db
    statements = _statements(db, lambda: till.read(lambda uow: uow.tasks.open_of_customer("c1")))
    (sql,) = [one for one in statements if "FROM task" in one]
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    assert any("task USING INDEX task_customer_idx (customer=? AND state=?" in one for one in plan)
