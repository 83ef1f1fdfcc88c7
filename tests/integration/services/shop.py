"""A small shop for the desks' tests: what HQ has told this till, and ways to look at its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from local_store.record_table import TABLES
from tests.builders import (
    START_MS,
    HqStream,
    TestStore,
    a_customer,
    a_medicine,
    a_member_code,
    a_rule,
    a_staff,
    a_stock,
    a_store,
    a_task,
    load_records,
)

TODAY: Final = date(2025, 11, 21)
DAY_MS: Final = 86_400_000
CODE: Final = "320000000016"
"""The card of customer c-1: twelve digits of the chain with their check digit."""
REVOKED: Final = "320000000023"
NOT_HERE: Final = "320000000030"
BADGE: Final = "B001"
EAN: Final = "6901234567892"
HOUSEHOLD: Final = "15400000009"
"""One phone in two files."""

Record = tuple[str, str, dict[str, Any]]


def on(days: int) -> str:
    """Return the ISO date that many days from today."""
    return (TODAY + timedelta(days=days)).isoformat()


def records() -> list[Record]:
    """Return what the shop starts with: three customers, staff, a medicine, and two rules."""
    return [
        ("rule", "diabetes-14", a_rule()),
        ("rule", "htn-30", a_rule("htn-30", content=PRESSURE)),
        ("rule", "call-60", a_rule("call-60", content={"cycle_days": 60, "reading": None})),
        ("medicine", "m-1", a_medicine()),
        ("stock", "k-1", a_stock("m-1")),
        ("staff", "staff-1", a_staff()),
        ("staff", "staff-2", a_staff(name="合成店员", role="clerk", badge="B002")),
        ("staff", "staff-9", a_staff(name="合成离职", badge="B009", active=False)),
        ("customer", "c-1", a_customer(1)),
        ("customer", "c-2", a_customer(2, phones=[HOUSEHOLD])),
        ("customer", "c-3", a_customer(3, phones=[HOUSEHOLD, "15400000003"])),
        ("member_code", "mc-1", a_member_code("c-1", CODE)),
        ("member_code", "mc-2", a_member_code("c-2", REVOKED, status="revoked")),
    ]


PRESSURE: Final = {
    "title": {"zh_CN": "高血压随访", "en": "Hypertension follow-up"},
    "condition": "htn",
    "cycle_days": 30,
    "reading": "blood_pressure",
    "keys": [1, 3, 6],
}


def open_shop(folder: Path, *more: Record, **settings: Any) -> tuple[TestStore, HqStream]:
    """Open a till with the shop's records and these, and return it with its store's stream."""
    made = a_store(folder, **settings)
    return made, load_records(made, [*records(), *more])


def a_due(customer: str = "c-1", days: int = 0, **changes: Any) -> dict[str, Any]:
    """Return the body of a task due that many days from today."""
    return a_task(customer, due_on=on(days), **changes)


def rows(made: TestStore, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return rows as they stand in the database."""
    found: list[tuple[Any, ...]] = made.read(lambda uow: uow._db.execute(sql, values).fetchall())
    return found


def ops(made: TestStore, kind: str | None = None) -> list[dict[str, Any]]:
    """Return the queued bodies, in order; of one kind or of all."""
    where = "" if kind is None else f" WHERE kind = '{kind}'"
    found = rows(made, f"SELECT body FROM outbox{where} ORDER BY n")
    return [json.loads(body) for (body,) in found]


def audited(made: TestStore) -> list[tuple[str, str | None]]:
    """Return what the audit says was done, in order: action and entity."""
    facts = [op["fact"] for op in ops(made, "audit")]
    return [(fact["action"], fact.get("entity")) for fact in facts]


def groups(made: TestStore) -> list[list[str]]:
    """Return the kinds of the ops of every save, in order."""
    found: dict[str, list[str]] = {}
    for group, kind in rows(made, "SELECT g, kind FROM outbox ORDER BY n"):
        found.setdefault(group, []).append(kind)
    return list(found.values())


def everything(made: TestStore) -> str:
    """Return every value of every row of every table, as text."""
    tables = rows(made, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    parts: list[str] = []
    for (table,) in tables:
        parts += [str(value) for row in rows(made, f'SELECT * FROM "{table}"') for value in row]
    return "\n".join(parts)


def counted(made: TestStore, kinds: Iterable[str] = TABLES) -> dict[str, int]:
    """Return how many rows each kind has, and the outbox."""
    tables = [*kinds, "outbox"]
    return {table: rows(made, f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def at(days: float = 0) -> int:
    """Return the UTC milliseconds that many days from the start of a test."""
    return START_MS + int(days * DAY_MS)
