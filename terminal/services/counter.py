"""The counter desk: from a code or a few typed characters to what is on screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final, TypeAlias

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import (
    CustomerCard,
    CustomerHit,
    Hit,
    MedicineHit,
    MedicineLine,
    Revealed,
    SignedMember,
)
from terminal.domain.customer import Customer, age_on, mask_name
from terminal.domain.identifiers import Code, CodeKind, classify, normalise
from terminal.domain.problems import Refusal, UnknownCode
from terminal.domain.search import Found as By
from terminal.domain.search import Sort
from terminal.domain.showing import Reason
from terminal.domain.staff import Role, Staff
from terminal.services import member_codes, packages, reading_lock
from terminal.services.customer_card import card_of, phone_tail
from terminal.services.restriction import RESTRICTED

HITS_SHOWN: Final = 9
_MAY_BE_A_TAIL: Final = frozenset({CodeKind.RETAIL, CodeKind.PHONE})


@dataclass(frozen=True, slots=True)
class CardFound:
    """A customer of this store. `also` says what the code that was scanned could be as well;
    `is_present`: their own card was scanned, so they stand at the counter.
    """

    card: CustomerCard
    also: Refusal | None = None
    is_present: bool = False


@dataclass(frozen=True, slots=True)
class MedicineFound:
    """A medicine of the catalogue. `also` says what the code could be as well."""

    line: MedicineLine
    also: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ReceiptRead:
    """The number of a receipt, which was asked for. `also` says what it could be as well."""

    number: str
    also: Refusal | None = None


@dataclass(frozen=True, slots=True)
class BadgeRead:
    """Somebody of this store, who wants to work here now."""

    staff: Staff


@dataclass(frozen=True, slots=True)
class StrangerFound:
    """Somebody whom HQ's signature vouches for and whose file is not at this store."""

    member: SignedMember


@dataclass(frozen=True, slots=True)
class HitsFound:
    """Several customers or medicines fit what was typed."""

    hits: tuple[Hit, ...]


Found: TypeAlias = (
    CardFound | MedicineFound | ReceiptRead | BadgeRead | StrangerFound | HitsFound | Refusal
)


def resolve(
    uow: UnitOfWork,
    *,
    payload: str,
    symbology: str | None = None,
    asked: CodeKind | None = None,
) -> Found:
    """Return what a scanned payload leads to. What cannot be resolved is a Refusal by code.
    `symbology` is the reader's AIM identifier, `asked` what an open sheet wants (see `classify`).
    """
    code = meaning(uow, payload, symbology=symbology, asked=asked)
    found = _look_up_code(uow, code)
    if code.kind is not CodeKind.RETAIL or code.doubt is not CodeKind.MEMBER:
        return found
    if isinstance(found, MedicineFound):
        return replace(found, also=Refusal("SCAN_ALSO_MEMBER"))
    # A bar code of nothing that is sold here: then it is the card.
    return _look_up_code(uow, meaning(uow, payload, symbology=symbology))


def meaning(
    uow: UnitOfWork, payload: str, *, symbology: str | None = None, asked: CodeKind | None = None
) -> Code:
    """Return what a payload means at this store."""
    return classify(
        payload,
        own=partial(_own, uow),
        symbology=symbology,
        asked=asked,
        is_trace=lambda text: uow.medicines.by_trace_code(text) is not None,
    )


def look_up(uow: UnitOfWork, *, text: str) -> Found:
    """Return what typed text leads to: a code as if scanned, or whatever it is a part of."""
    plain = normalise(text)
    code = meaning(uow, plain)
    known = None if code.kind is CodeKind.UNKNOWN else _look_up_code(uow, code)
    if known is not None and not (isinstance(known, Refusal) and code.kind in _MAY_BE_A_TAIL):
        return known
    # Eight digits of a phone may well have the check digit of a bar code.
    hits = search(uow, text=plain)
    if not hits:
        return known or Refusal("LOOKUP_NOTHING")
    if len(hits) > 1:
        return HitsFound(hits[:HITS_SHOWN])
    if isinstance(hits[0], CustomerHit):
        return card(uow, customer_id=hits[0].id)
    return medicine(uow, medicine_id=hits[0].id)


def search(uow: UnitOfWork, *, text: str) -> tuple[Hit, ...]:
    """Return who and what fits a text, best first, masked, each with the reason: to be asked with
    every key that is pressed. Nothing is opened, so nothing is audited. Whose file may only be kept
    is not found.
    """
    matches = uow.search.find(text)
    customers = uow.customers.many(one.id for one in matches if one.sort is Sort.CUSTOMER)
    ids = [one.id for one in matches if one.sort is Sort.MEDICINE]
    medicines, stock = uow.medicines.many(ids), uow.stock.of(ids)
    hits: dict[str, Hit] = {}
    for one in matches:
        if (customer := customers.get(one.id)) is not None and not customer.restricted:
            hits.setdefault(customer.id, _hit(customer, uow.today, one.found.value))
        elif (found := medicines.get(one.id)) is not None:
            shelf = stock.get(found.id)
            left = shelf.qty_e4 if shelf else None
            hits[found.id] = MedicineHit(found.id, found.title, left, one.found.value)
    return reading_lock.hits(uow, tuple(hits.values()))


def medicine(uow: UnitOfWork, *, medicine_id: str) -> MedicineFound | Refusal:
    """Return a medicine that was picked from a list."""
    found = uow.medicines.get(medicine_id)
    return Refusal("LOOKUP_NOTHING") if found is None else MedicineFound(packages.line(uow, found))


def card(uow: UnitOfWork, *, customer_id: str) -> CardFound | Refusal:
    """Return a customer's card, and note in the audit who looked."""
    customer = uow.customers.get(customer_id)
    return Refusal("CUSTOMER_NOT_HERE") if customer is None else _open(uow, customer)


def refresh(uow: UnitOfWork, *, customer_id: str) -> CardFound | Refusal:
    """Return the card that is on screen already as it now is: nobody looked anew, so nothing is
    audited.
    """
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    return CardFound(card_of(uow, customer))


def reveal(
    uow: UnitOfWork, *, customer_id: str, is_present: bool = False, reason: Reason | None = None
) -> Revealed | Refusal:
    """Return the full name and phones; the asking is audited before anything is shown, with why:
    the customer is present, or whoever works here proved by PIN who they are, for a `reason`.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    if customer.restricted:
        return RESTRICTED
    facts = {"why": "present" if is_present else "pin"}
    if reason is not None and not is_present:
        facts["reason"] = reason.value
    uow.audit("customer.revealed", entity_kind="customer", entity=customer.id, facts=facts)
    return Revealed(customer.id, customer.name, customer.phones)


def _own(uow: UnitOfWork, payload: str) -> CodeKind | None:
    if uow.customers.by_member_code(payload) is not None:
        return CodeKind.MEMBER
    if uow.staff.by_badge(payload) is not None:
        return CodeKind.BADGE
    return CodeKind.RETAIL if packages.taught(uow, payload) is not None else None


_REFUSALS: Final = {
    CodeKind.PAYMENT: "SCAN_PAYMENT",
    CodeKind.INSURANCE: "SCAN_INSURANCE",
    CodeKind.ID_CARD: "SCAN_ID_CARD",
    CodeKind.URL: "SCAN_URL",
    CodeKind.OTHER_UDI: "SCAN_OTHER_UDI",
    CodeKind.WRONG_CHECK: "SCAN_CHECK_DIGIT",
}

_BOTH: Final[Mapping[tuple[CodeKind, CodeKind | None], str]] = {
    (CodeKind.ID_CARD, CodeKind.PAYMENT): "SCAN_ID_OR_PAYMENT",
    (CodeKind.PAYMENT, CodeKind.TRACE): "SCAN_PAYMENT_OR_TRACE",
}
"""Dropped codes that could be of another family as well: it is said."""


def _look_up_code(uow: UnitOfWork, code: Code) -> Found:
    look_up = _LOOKS.get(code.kind)
    if look_up is not None:
        return look_up(uow, code)
    if code.kind is CodeKind.UNKNOWN:
        return UnknownCode("SCAN_UNKNOWN", {"length": str(len(code.value))}, code.value)
    return Refusal(_BOTH.get((code.kind, code.doubt)) or _REFUSALS[code.kind])


def _member(uow: UnitOfWork, code: Code) -> Found:
    customer = uow.customers.by_member_code(code.value)
    if customer is None:
        return Refusal("SCAN_NOT_HERE", {"tail": code.value[-4:]})
    found = _open(uow, customer)
    is_both = code.doubt is CodeKind.RETAIL and uow.medicines.by_gtin(code.value) is not None
    return replace(found, also=Refusal("SCAN_ALSO_MEDICINE")) if is_both else found


def _badge(uow: UnitOfWork, code: Code) -> Found:
    staff = uow.staff.by_badge(code.value)
    return Refusal("SCAN_UNKNOWN") if staff is None else BadgeRead(staff)


def _phone(uow: UnitOfWork, code: Code) -> Found:
    holders = uow.customers.by_phone(code.value, HITS_SHOWN)
    found = [one for one in holders if not one.restricted]
    return _one_or_hits(uow, found) if found else Refusal("SCAN_PHONE_NOT_HERE")


def _signed(uow: UnitOfWork, code: Code) -> Found:
    """Open the card of whose code HQ signed, or say who it is as far as the code does."""
    said = member_codes.verify(uow, code.value)
    if isinstance(said, Refusal):
        return said
    customer = uow.customers.get(said.customer)
    if customer is not None:
        return _open(uow, customer)
    return StrangerFound(member_codes.shown(uow, said))


def _medicine(uow: UnitOfWork, code: Code) -> MedicineFound | Refusal:
    line = _PACKAGES[code.kind](uow, code.value)
    return line if isinstance(line, Refusal) else MedicineFound(line)


def _receipt(uow: UnitOfWork, code: Code) -> ReceiptRead:
    is_medicine = (
        code.doubt is CodeKind.RETAIL and uow.medicines.by_gtin(code.value) is not None
    ) or (code.doubt is CodeKind.TRACE and uow.medicines.by_trace_code(code.value) is not None)
    return ReceiptRead(code.value, Refusal("SCAN_RECEIPT_ALSO_MEDICINE") if is_medicine else None)


_PACKAGES: Final[Mapping[CodeKind, Callable[[UnitOfWork, str], MedicineLine | Refusal]]] = {
    CodeKind.GS1: packages.in_message,
    CodeKind.RETAIL: packages.by_gtin,
    CodeKind.TRACE: packages.traced,
}
_LOOKS: Final[Mapping[CodeKind, Callable[[UnitOfWork, Code], Found]]] = {
    CodeKind.MEMBER: _member,
    CodeKind.SIGNED_MEMBER: _signed,
    CodeKind.BADGE: _badge,
    **dict.fromkeys(_PACKAGES, _medicine),
    CodeKind.RECEIPT: _receipt,
    CodeKind.PHONE: _phone,
}


def _one_or_hits(uow: UnitOfWork, found: list[Customer]) -> CardFound | HitsFound | Refusal:
    if len(found) == 1:
        return _open(uow, found[0])
    hits = tuple(_hit(customer, uow.today, By.PHONE.value) for customer in found)
    return HitsFound(reading_lock.hits(uow, hits))


def _hit(customer: Customer, today: date, found: str) -> CustomerHit:
    return CustomerHit(
        customer.id,
        mask_name(customer.name),
        customer.sex,
        age_on(customer.birth_on, today),
        phone_tail(customer),
        customer.tier,
        found,
    )


def _open(uow: UnitOfWork, customer: Customer) -> CardFound:
    facts = {"restricted": True} if customer.restricted else None
    uow.audit("customer.opened", entity_kind="customer", entity=customer.id, facts=facts)
    return CardFound(card_of(uow, customer))
