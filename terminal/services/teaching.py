"""Teaches this store what a code means that nobody knew: it is this medicine's, or this customer's
card. What was taught travels as an `external_id` and is taken back by another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain.customer import mask_name
from terminal.domain.identifiers import DROPPED, CodeKind, gtin_of
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role
from terminal.services import counter, packages
from terminal.services.restriction import RESTRICTED

CARD: Final = "card"
CUSTOMER: Final = "customer"
NOT_THIS: Final = "TEACH_NOT_THIS"
KNOWN: Final = "TEACH_KNOWN"
GONE: Final = "TEACH_GONE"
LENGTH_LEAST: Final = 4
LENGTH_MOST: Final = 64


@dataclass(frozen=True, slots=True)
class Taught:
    """What was taught, as a screen says it: `kind` is medicine or customer, `name` its title or
    masked name. `id` takes it back.
    """

    id: str
    kind: str
    entity: str
    name: str


def medicine(uow: UnitOfWork, *, payload: str, medicine_id: str) -> Taught | Refusal:
    """Remember that a code is on packages of this medicine. It may have several."""
    value = _value(uow, payload, for_medicine=True)
    found = uow.medicines.get(medicine_id)
    if isinstance(value, Refusal):
        return value
    if found is None:
        return Refusal("LOOKUP_NOTHING")
    if packages.taught(uow, value) is not None or uow.medicines.by_gtin(value) is not None:
        return Refusal(KNOWN)
    return _keep(uow, value, packages.BARCODE, packages.MEDICINE, (found.id, found.title))


def card(uow: UnitOfWork, *, payload: str, customer_id: str) -> Taught | Refusal:
    """Remember that a code is this customer's card."""
    value = _value(uow, payload, for_medicine=False)
    found = uow.customers.get(customer_id)
    if isinstance(value, Refusal):
        return value
    if found is None:
        return Refusal("CUSTOMER_NOT_HERE")
    if found.restricted:
        return RESTRICTED
    if uow.customers.by_member_code(value) is not None:
        return Refusal(KNOWN)
    return _keep(uow, value, CARD, CUSTOMER, (found.id, mask_name(found.name)))


def undo(uow: UnitOfWork, *, taught: Taught) -> Taught | Refusal:
    """Take back what was taught."""
    said = [one for one in uow.external_ids.of(taught.kind, taught.entity) if one.id == taught.id]
    if not said:
        return Refusal(GONE)
    found = said[0]
    body = _body(uow, found.system, found.value, taught.kind, taught.entity)
    uow.put("external_id", uow.new_id(), Fact(body | {"undoes": found.id}))
    uow.audit("code.untaught", entity_kind=taught.kind, entity=taught.entity)
    return taught


def _value(uow: UnitOfWork, payload: str, *, for_medicine: bool) -> str | Refusal:
    """Return what is kept of a code, when it is one that may be taught. What must be dropped, what
    is HQ's to issue and what has a meaning already is not.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    code = counter.meaning(uow, payload)
    value = code.value
    if for_medicine and code.kind is CodeKind.GS1:
        value = gtin_of(value) or ""
    elif code.kind not in (CodeKind.UNKNOWN, CodeKind.RETAIL) or code.kind in DROPPED:
        return Refusal(NOT_THIS)
    if not for_medicine and code.kind is CodeKind.RETAIL:
        value = payload.strip()
    return value if LENGTH_LEAST <= len(value) <= LENGTH_MOST else Refusal(NOT_THIS)


def _keep(uow: UnitOfWork, value: str, system: str, kind: str, whose: tuple[str, str]) -> Taught:
    entity, name = whose
    record = uow.new_id()
    uow.put("external_id", record, Fact(_body(uow, system, value, kind, entity)))
    uow.audit("code.taught", entity_kind=kind, entity=entity)
    return Taught(record, kind, entity, name)


def _body(uow: UnitOfWork, system: str, value: str, kind: str, entity: str) -> dict[str, object]:
    return {
        "entity_kind": kind,
        "entity": entity,
        "system": system,
        "value": value,
        "how": "scan",
        "confidence_e2": 100,
        "customer": entity if kind == CUSTOMER else None,
        "at": uow.now_ms,
        "by": uow.session.actor,
    }
