"""What a customer says about the uses of their data: taken purpose by purpose, withdrawn as easily.

Withdrawing costs no service (PIPL §15, §16); health data has a yes of its own (§29).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact, Set
from terminal.domain.consent import Consent, Purpose, latest, needs_guardian
from terminal.domain.customer import Customer
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role
from terminal.services.restriction import RESTRICTED

HOWS: Final = ("spoken", "signature", "qr")
ASKED: Final = (Purpose.HEALTH_FILE, Purpose.REMINDERS, Purpose.MARKETING)
"""Purposes that are asked for, in the order of asking. Being served is nobody's to refuse."""
HEALTH_REFUSED: Final = Refusal("HEALTH_FILE_REFUSED")
"""Why data about somebody's health are not stored: they said no to a health file. Allergies and
what they buy are kept all the same, and so is what was on file before.
"""
SPOKEN: Final = "spoken-2026-1"
"""The version of the texts that the counter reads out; it goes up whenever one of them changes."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands for a purpose: yes, no, or nothing said (`consent` None)."""

    purpose: Purpose
    consent: Consent | None

    @property
    def is_given(self) -> bool:
        """Tell whether the data may be used so."""
        return self.consent is not None and self.consent.given


def stands(uow: UnitOfWork, *, customer_id: str) -> tuple[Stand, ...]:
    """Return what stands for each purpose that is asked for."""
    said = latest(uow.consents.of_customer(customer_id))
    return tuple(Stand(purpose, said.get(purpose)) for purpose in ASKED)


def refuses_health(uow: UnitOfWork, *, customer_id: str) -> bool:
    """Tell whether a customer said no to a health file."""
    customer = uow.customers.get(customer_id)
    one = customer_id if customer is None else customer.id
    return _refuses(uow.consents.of_customer(one), Purpose.HEALTH_FILE)


def refusing_health(uow: UnitOfWork, customers: Iterable[str]) -> frozenset[str]:
    """Return those of these customers who said no to a health file."""
    return refusing(uow, customers, Purpose.HEALTH_FILE)


def refusing(uow: UnitOfWork, customers: Iterable[str], purpose: Purpose) -> frozenset[str]:
    """Return those of these customers who said no to a purpose."""
    found = uow.consents.of_people(uow.consents.ever_refused(customers, purpose))
    return frozenset(one for one, said in found.items() if _refuses(said, purpose))


def say(
    uow: UnitOfWork,
    *,
    customer_id: str,
    words: Mapping[Purpose, bool],
    text_version: str,
    how: str = "spoken",
    guardian: str | None = None,
) -> tuple[str, ...] | Refusal:
    """Record what was said to each purpose, in one group, and return the ids. Under 14 it takes a
    guardian to say yes; no may be said by anybody. A `guardian` who is named for the first time
    stands in the child's file from now on.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    if customer.restricted:
        return RESTRICTED
    if guardian is not None and not _may_speak(uow, guardian, customer):
        return Refusal("CONSENT_NEEDS_GUARDIAN")
    speaks = guardian or customer.guardian
    if needs_guardian(customer.birth_on, uow.today) and any(words.values()) and speaks is None:
        return Refusal("CONSENT_NEEDS_GUARDIAN")
    made = []
    for purpose, given in words.items():
        fields: dict[str, Any] = {
            "customer": customer.id,
            "purpose": str(purpose),
            "given": given,
            "text_version": text_version,
            "how": how,
            "at": uow.now_ms,
            "by": uow.session.actor,
        }
        if speaks is not None:
            fields["guardian"] = speaks
        made.append(uow.new_id())
        uow.put("consent", made[-1], Fact(fields))
    if guardian is not None and customer.guardian is None:
        uow.put("customer", customer.id, Set({"guardian": guardian}))
    facts = {str(purpose): given for purpose, given in words.items()}
    uow.audit("consent.said", entity_kind="customer", entity=customer.id, facts=facts)
    return tuple(made)


def undo(uow: UnitOfWork, *, customer_id: str, consent_ids: tuple[str, ...]) -> Refusal | None:
    """Take back what was entered by mistake: what stood before stands again."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    every = {one.id: one for one in uow.consents.of_customer(customer_id)}
    undone = {one.undoes for one in every.values()}
    for consent_id in consent_ids:
        one = every.get(consent_id)
        if one is None or one.id in undone:
            return Refusal("CONSENT_GONE")
        fields: dict[str, Any] = {
            "customer": one.customer,
            "purpose": one.purpose,
            "given": False,
            "text_version": one.text_version,
            "how": one.how,
            "at": uow.now_ms,
            "by": uow.session.actor,
            "undoes": one.id,
        }
        uow.put("consent", uow.new_id(), Fact(fields))
    _forget_guardian(uow, customer_id, set(consent_ids))
    uow.audit("consent.undone", entity_kind="customer", entity=customer_id)
    return None


def _refuses(said: Iterable[Consent], purpose: Purpose) -> bool:
    word = latest(said).get(purpose)
    return word is not None and not word.given


def _may_speak(uow: UnitOfWork, guardian: str, child: Customer) -> bool:
    """Tell whether somebody may speak for a child: another one, of full file, and no child."""
    found = uow.customers.get(guardian)
    if found is None or found.restricted or found.id == child.id:
        return False
    return not needs_guardian(found.birth_on, uow.today)


def _forget_guardian(uow: UnitOfWork, customer_id: str, undone: set[str]) -> None:
    """Take a guardian out of a file again who was named with what was now taken back: nothing that
    stands was said by them.
    """
    customer = uow.customers.get(customer_id)
    every = uow.consents.of_customer(customer_id)
    gone = undone | {one.undoes for one in every}
    named = {one.guardian for one in every if one.id in undone}
    stands = {one.guardian for one in every if one.undoes is None and one.id not in gone}
    if customer is not None and customer.guardian in named - stands - {None}:
        uow.put("customer", customer.id, Set({"guardian": None}))
