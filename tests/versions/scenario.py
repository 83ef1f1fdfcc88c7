"""What a till does for its release's corpus: every kind and every form of op that it can write.

Loaded per build, like the till's side of a world: nothing is used that a build does not have.
"""

from __future__ import annotations

from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Add, Del, Element, Fact, Set
from terminal.domain.followup import OutcomeCode
from terminal.services import followups
from terminal.services.followups import OutcomeEntry

CUSTOMER: Final = "cust-0"
"""A customer that HQ loaded."""


def register(uow: UnitOfWork) -> None:
    """Open a file, with every set and a reading."""
    customer = uow.new_id()
    fields = {"name": "赵新", "sex": "f", "birth_on": "1960-02-29", "note": "耳背，大声些"}
    uow.put("customer", customer, Set(fields))
    allergy = {"substance": "青霉素", "note": "皮疹"}
    elements = (
        Element("phones", "15400000001"), Element("conditions", "hypertension"),
        Element("allergies", allergy), Element("tags", "新客"), Element("tags", "家属代购"),
    )  # fmt: skip
    uow.put("customer", customer, Add(elements))
    items = {"systolic_mmhg": 142, "diastolic_mmhg": 91}
    reading = {"customer": customer, "code": "blood_pressure", "at": uow.now_ms, "items": items}
    uow.put("observation", uow.new_id(), Fact(reading))
    task = {
        "rule": "pressure", "rule_version": 1, "customer": customer, "anchor": customer,
        "due_on": "2026-10-20",
    }  # fmt: skip
    uow.put("task", uow.new_id(), Set(task))
    uow.audit("customer.registered", entity_kind="customer", entity=customer, facts={"ways": 2})


def change(uow: UnitOfWork) -> None:
    """Take an element out, clear a field, add one that is there already."""
    customer = uow.customers.get(CUSTOMER)
    assert customer is not None
    uow.put("customer", CUSTOMER, Del((Element("tags", min(customer.tags)),)))
    uow.put("customer", CUSTOMER, Set({"note": "晨起头晕", "sex": "m"}))
    uow.put("customer", CUSTOMER, Set({"note": None}))
    uow.put("customer", CUSTOMER, Add((Element("tags", "VIP"),)))


def rename(uow: UnitOfWork) -> None:
    """Change a name that HQ changed meanwhile: identity is never overwritten unseen."""
    uow.put("customer", CUSTOMER, Set({"name": "王小兰"}))


def outcome(uow: UnitOfWork) -> str:
    """Record what came of something due; return the outcome's id."""
    row = uow._db.execute("SELECT id FROM task WHERE customer = ? ORDER BY id", (CUSTOMER,))
    entry = OutcomeEntry(OutcomeCode.NO_ANSWER, None, "无人接听")
    done: Any = followups.record(uow, task_id=row.fetchone()[0], entry=entry)
    outcome_id: str = done.outcome_id
    return outcome_id


def undo(uow: UnitOfWork, outcome_id: str) -> None:
    """Take it back."""
    followups.undo(uow, outcome_id=outcome_id)


def refused(uow: UnitOfWork) -> None:
    """Write what HQ refuses, and with it a change to somebody."""
    uow.put("customer", CUSTOMER, Set({"note": "待核实"}))
    reading = {"customer": "nobody", "code": "glucose_random", "at": uow.now_ms, "items": {}}
    uow.put("observation", uow.new_id(), Fact(reading))


def after_refused(uow: UnitOfWork) -> None:
    """Change that somebody again: it has to wait."""
    uow.put("customer", CUSTOMER, Set({"note": "已核实"}))
