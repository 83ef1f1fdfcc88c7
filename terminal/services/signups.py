"""家庭药师: a customer agrees with a pharmacist to be looked after for a year. The agreement is
signed on paper; what was agreed goes to HQ, which counts one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain.consent import Purpose, needs_guardian
from terminal.domain.customer import Customer, mask_name
from terminal.domain.problems import Refusal
from terminal.domain.signup import in_force
from terminal.domain.staff import RESPONSIBLE, Role
from terminal.services import consents
from terminal.services.customer_card import phone_tail
from terminal.services.restriction import RESTRICTED

FAMILY_PHARMACIST: Final = "family_pharmacist"
AGREEMENT: Final = "family-2026-1"
"""The version of the printed agreement; it goes up whenever its text changes."""
_HOLDS: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SignedUp:
    """A sign-up as the paper says it: masked, since the customer signs with the whole name."""

    id: str
    customer: str
    consents: tuple[str, ...]
    masked_name: str = field(repr=False)
    phone_tail: str = field(repr=False)
    pharmacist: str
    shop: str
    on: date
    until_on: date


def sign_up(uow: UnitOfWork, *, customer_id: str) -> SignedUp | Refusal:
    """Record that a customer signed up with whoever is signed in, from today for a year."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    customer = _eligible(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    said = consents.say(
        uow,
        customer_id=customer.id,
        words={Purpose.SIGNUP: True},
        text_version=AGREEMENT,
        how="signature",
    )
    if isinstance(said, Refusal):
        return said
    until_on = uow.today + _HOLDS
    record = uow.new_id()
    uow.put("signup", record, Fact({**_body(uow, customer.id), "until_on": until_on.isoformat()}))
    uow.audit("signup.made", entity_kind="customer", entity=customer.id)
    staff = uow.staff.get(uow.session.actor)
    identity = uow.sync.identity()
    return SignedUp(
        id=record,
        customer=customer.id,
        consents=said,
        masked_name=mask_name(customer.name),
        phone_tail=phone_tail(customer),
        pharmacist="" if staff is None else staff.name,
        shop="" if identity is None else identity.store.name,
        on=uow.today,
        until_on=until_on,
    )


def undo(uow: UnitOfWork, *, signed: SignedUp) -> Refusal | None:
    """Take a sign-up back that was entered by mistake, and the consent given with it."""
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    stood = in_force(uow.signups.of_customer(signed.customer), uow.today)
    if stood.get(FAMILY_PHARMACIST) is None or stood[FAMILY_PHARMACIST].id != signed.id:
        return Refusal("SIGNUP_GONE")
    refused = consents.undo(uow, customer_id=signed.customer, consent_ids=signed.consents)
    if refused is not None:
        return refused
    uow.put("signup", uow.new_id(), Fact({**_body(uow, signed.customer), "undoes": signed.id}))
    uow.audit("signup.undone", entity_kind="customer", entity=signed.customer)
    return None


def _eligible(uow: UnitOfWork, customer_id: str) -> Customer | Refusal:
    customer = uow.customers.get(customer_id)
    if customer is None or customer.withdrawn:
        return Refusal("CUSTOMER_NOT_HERE")
    if customer.restricted:
        return RESTRICTED
    if FAMILY_PHARMACIST in in_force(uow.signups.of_customer(customer.id), uow.today):
        return Refusal("SIGNUP_STANDS")
    if needs_guardian(customer.birth_on, uow.today) and customer.guardian is None:
        return Refusal("CONSENT_NEEDS_GUARDIAN")
    return customer


def _body(uow: UnitOfWork, customer: str) -> dict[str, Any]:
    return {
        "customer": customer,
        "program": FAMILY_PHARMACIST,
        "pharmacist": uow.session.actor,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "agreement_version": AGREEMENT,
    }
