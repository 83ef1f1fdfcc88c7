"""What the shops of a proof hold, and what people do there, all of it synthetic.

Everything that is done ends with an audit entry, as everything in the product does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Add, Del, Element, Fact, Set
from terminal.domain.followup import OutcomeCode, task_id
from terminal.domain.staff import Role, Session
from terminal.services import followups
from terminal.services.followups import OutcomeEntry, Recorded

STORES: Final = ("0018", "0022")
_TAGS: Final = ("老顾客", "需回访", "家属代购", "行动不便")
_CODES: Final = (OutcomeCode.NO_ANSWER, OutcomeCode.RESCHEDULED, OutcomeCode.DONE)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much HQ holds before tills come: customers, and medicines of the catalogue."""

    customers: int = 30
    medicines: int = 40


def staff_id(store: str) -> str:
    """Return who works in a store."""
    return f"staff-{store}"


def lines(holdings: Holdings, rng: Random) -> Iterator[str]:
    """Yield what HQ loads, a JSON object a line."""
    for row in _rows(holdings, rng):
        yield json.dumps(row, ensure_ascii=False)


def _rows(holdings: Holdings, rng: Random) -> Iterator[dict[str, Any]]:
    yield {"k": "rule", "id": "refill", "b": _rule()}
    for n in range(holdings.medicines):
        yield {"k": "medicine", "id": f"med-{n}", "b": {"generic": f"药{n}", "price_fen": 100 * n}}
    for store in STORES:
        person = {"name": "店员", "role": "pharmacist", "active": True, "synthetic": True}
        yield {"k": "staff", "id": staff_id(store), "stores": [store], "b": person}
    for n in range(holdings.customers):
        stores = rng.sample(STORES, rng.choice([1, 1, 2]))
        phones = [f"154{n:08}"]
        body = {"name": f"合成客{n}", "phones": phones, "tags": ["老顾客"], "synthetic": True}
        yield {"k": "customer", "id": f"cust-{n}", "stores": stores, "b": body}
        due = datetime.now(UTC) + timedelta(rng.randrange(-9, 3))
        task = {
            "rule": "refill", "rule_version": 1, "customer": f"cust-{n}", "anchor": f"cust-{n}",
            "due_on": due.date().isoformat(),
        }  # fmt: skip
        yield {"k": "task", "id": task_id("refill", f"cust-{n}", f"cust-{n}"), "b": task}


def _rule() -> dict[str, Any]:
    content = {
        "type": "followup", "title": {"zh_CN": "回访"}, "ask": {"zh_CN": "近况如何"},
        "cycle_days": 30, "keys": [1, 2, 3, 4, 5, 6, 7, 8],
    }  # fmt: skip
    return {
        "version": 1, "status": "live", "ring": "all", "valid_from": "2025-01-01",
        "content": content,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the numbers of its ops, and their group."""

    first: int
    last: int
    group: str


@dataclass(slots=True)
class Desk:
    """Somebody at work. One customer in four is everybody's, so that edits meet."""

    device: str
    store: str
    rng: Random
    _mine: list[str] = field(default_factory=list)

    @property
    def session(self) -> Session:
        """Return the session everything is done under."""
        return Session(staff_id(self.store), Role.PHARMACIST, self.device, self.store)

    def work(self, uow: UnitOfWork) -> Saved:
        """Do one thing, and return what to look for at HQ."""
        first = uow.sync.outbox().last_n() + 1
        known = [one for (one,) in uow._db.execute("SELECT id FROM customer ORDER BY id")]
        someone = self.rng.choice(known) if known else None
        deed = self.rng.choices(
            [self._read, self._note, self._tag, self._register, self._complete, self._doubtful],
            [40, 15, 15, 10, 19, 1],
        )[0]
        if someone is None:
            self._register(uow, "")
        else:
            deed(uow, someone)
        uow.audit("saved")
        group = uow._db.execute("SELECT g FROM outbox ORDER BY n DESC LIMIT 1").fetchone()
        return Saved(first, uow.sync.outbox().last_n(), group[0])

    def _read(self, uow: UnitOfWork, customer: str) -> None:
        items = {"glucose_mmol_e1": 60 + self.rng.randrange(90)}
        fields = {"customer": customer, "code": "glucose_random", "at": uow.now_ms}
        uow.put("observation", uow.new_id(), Fact({**fields, "items": items}))

    def _note(self, uow: UnitOfWork, customer: str) -> None:
        uow.put("customer", customer, Set({"note": f"第{self.rng.randrange(10_000)}次"}))

    def _tag(self, uow: UnitOfWork, customer: str) -> None:
        element = (Element("tags", self.rng.choice(_TAGS)),)
        uow.put("customer", customer, Add(element) if self.rng.random() < 0.5 else Del(element))

    def _register(self, uow: UnitOfWork, _: str) -> None:
        customer = uow.new_id()
        uow.put("customer", customer, Set({"name": "赵新"}))
        uow.put("customer", customer, Add((Element("tags", "新客"),)))
        self._read(uow, customer)

    def _complete(self, uow: UnitOfWork, customer: str) -> None:
        due = uow.tasks.open_due(uow.today + timedelta(days=40), 50)
        there = uow.customers.many([task.customer for task in due])
        listed = [task for task in due if task.customer in there]
        if not listed:
            self._read(uow, customer)
            return
        entry = OutcomeEntry(self.rng.choice(_CODES))
        done = followups.record(uow, task_id=self.rng.choice(listed).id, entry=entry)
        assert isinstance(done, Recorded), done

    def _doubtful(self, uow: UnitOfWork, customer: str) -> None:
        """Write what HQ refuses, and with it a change to somebody, whose later ones wait."""
        uow.put("customer", customer, Set({"note": "待核实"}))
        fields = {"customer": "nobody", "code": "glucose_random", "at": uow.now_ms, "items": {}}
        uow.put("observation", uow.new_id(), Fact(fields))
