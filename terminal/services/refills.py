"""Refills noted at the counter: what was bought, or asked for and to be put aside."""

from __future__ import annotations

from dataclasses import dataclass

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import refill, refill_note
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.refill_note import Amount, Way
from terminal.domain.supply import course
from terminal.services import restriction, seen


@dataclass(frozen=True, slots=True)
class Refilled:
    """A refill on record."""

    note: str
    title: str
    amount: Amount
    way: Way


def record(
    uow: UnitOfWork, *, customer_id: str, medicine_id: str, amount: Amount, way: Way
) -> Refilled | Refusal | list[FieldProblem]:
    """Note a refill. The fund pays no second supply while the first lasts (基金条例 §15): before
    that day it is noted as paid by the customer, or as asked for.
    """
    customer = restriction.served(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    medicine = uow.medicines.get(medicine_id)
    if medicine is None:
        return Refusal("LOOKUP_NOTHING")
    if way is Way.BOUGHT:
        bought = seen.look(uow, customer).fills.get(medicine.id, {})
        due = refill.refill(medicine.id, course(bought), uow.today, insurance=medicine.insurance)
        earliest = None if due is None else due.earliest_on
        if earliest is not None and earliest > uow.today:
            return [FieldProblem("way", "REFILL_TOO_EARLY", {"day": earliest.isoformat()})]
    note = uow.new_id()
    fields = {
        "customer": customer.id,
        "code": refill_note.CODE,
        "at": uow.now_ms,
        "items": {refill_note.PACKS: amount.packs, refill_note.DAYS: amount.days},
        "value": medicine.id,
        "note": str(way),
        "by": uow.session.actor,
    }
    uow.put("observation", note, Fact(fields))
    facts = {"way": str(way)}
    uow.audit("refill.noted", entity_kind="customer", entity=customer.id, facts=facts)
    return Refilled(note, medicine.title, amount, way)
