"""A till's data folder as the program makes it: key file and database, enrolled, with a small shop
and one entry of a pharmacist that HQ has not seen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from local_store.store import Store
from terminal import app
from terminal.domain.followup import OutcomeCode
from terminal.services import counter, followups
from terminal.services.followups import OutcomeEntry, Recorded
from tests.builders import (
    SESSION,
    FakeClock,
    SeededIds,
    TestStore,
    a_customer,
    a_member_code,
    a_rule,
    a_staff,
    a_task,
    an_identity,
    load_records,
)

CODE: Final = "320000000016"
REST: Final = 20
"""Follow-ups that nobody has recorded yet."""


def make(folder: Path, *, customers: int = 1, staff: int = 1) -> str:
    """Make the folder and return the id of the entry in it."""
    with app.opened(folder, must_exist=False) as store:
        till = around(store, folder)
        store.run(lambda uow: uow.sync.make_keys()).result()
        store.run(lambda uow: uow.sync.enrolled(an_identity())).result()
        load_records(
            till,
            [
                ("rule", "diabetes-14", a_rule()),
                ("staff", "staff-1", a_staff()),
                *[("staff", f"staff-{n}", a_colleague(n)) for n in range(2, staff + 1)],
                *[("customer", f"c-{n}", a_customer(n)) for n in range(1, customers + 1)],
                ("member_code", "mc-1", a_member_code("c-1", CODE)),
                *[("task", f"k-{n}", a_task("c-1", anchor=f"f-{n}")) for n in range(REST + 1)],
            ],
        )
        return record(till, "k-0")


def a_colleague(n: int) -> dict[str, Any]:
    """Return somebody else who works there."""
    return a_staff(name=f"合成同事{n}", badge=f"B{n:03d}")


def around(store: Store, folder: Path) -> TestStore:
    """Return the shorthands of tests around a store that the program opened."""
    return TestStore(store, FakeClock(), SeededIds(), folder / app.DATABASE)


def record(till: TestStore, task: str, note: str = "") -> str:
    """Record a follow-up as a pharmacist does, and return the outcome's id."""
    entry = OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 68}, note)
    done = till.run(lambda uow: followups.record(uow, task_id=task, entry=entry))
    assert isinstance(done, Recorded), done
    return done.outcome_id


def assert_whole(folder: Path, *entries: str) -> None:
    """Assert that the till opens, holds these entries in rows and outbox, and works on."""
    with app.opened(folder) as store:
        till = around(store, folder)
        for table, column in (("outcome", "id"), ("outbox", "entity")):
            sql = f"SELECT {column} FROM {table} WHERE {column} IN (SELECT id FROM outcome)"
            found = {one for (one,) in till.read(lambda uow, s=sql: uow._db.execute(s).fetchall())}
            assert set(entries) == found, table
        assert till.read(lambda uow: uow.sync.first_broken_op()) is None
        assert len(entries) == till.read(lambda uow: uow.sync.state()).unsent
        store.check_pages().result()
        found_card: Any = store.run(
            lambda uow: counter.resolve(uow, payload=CODE), SESSION
        ).result()
        assert isinstance(found_card, counter.CardFound)
