"""A member card for somebody who has none yet. HQ alone issues member codes and signs them; until
it does, this store knows the customer by a number of its own, which travels like any other card.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain.customer import mask_name
from terminal.domain.identifiers import check_digit
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role
from terminal.services.restriction import RESTRICTED
from terminal.services.teaching import CARD, CUSTOMER

PREFIX: Final = "99"
"""Numbers of cards that stores give begin so; no chain's own do."""
_DIGITS: Final = 12
_HOW: Final = "till"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What is printed on a card. `is_temporary`: the number is this store's, not HQ's."""

    customer: str
    number: str = field(repr=False)
    masked_name: str = field(repr=False)
    shop: str
    is_temporary: bool


def card(uow: UnitOfWork, *, customer_id: str) -> CardFacts | Refusal:
    """Return what is printed on a customer's card: HQ's number, or one that this store gives now,
    or gave before.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None or customer.withdrawn:
        return Refusal("CUSTOMER_NOT_HERE")
    if customer.restricted:
        return RESTRICTED
    identity = uow.sync.identity()
    shop = "" if identity is None else identity.store.name
    number = customer.member_code or _given(uow, customer.id) or _give(uow, customer.id)
    uow.audit("card.printed", entity_kind=CUSTOMER, entity=customer.id)
    name = mask_name(customer.name)
    return CardFacts(customer.id, number, name, shop, customer.member_code is None)


def _given(uow: UnitOfWork, customer: str) -> str | None:
    cards = [one for one in uow.external_ids.of(CUSTOMER, customer) if one.system == CARD]
    return next((one.value for one in cards if _is_ours(one.value)), None)


def _give(uow: UnitOfWork, customer: str) -> str:
    number = _number(uow)
    while uow.customers.by_member_code(number) is not None:
        number = _number(uow)
    fields = {
        "entity_kind": CUSTOMER,
        "entity": customer,
        "system": CARD,
        "value": number,
        "how": _HOW,
        "confidence_e2": 100,
        "customer": customer,
        "at": uow.now_ms,
        "by": uow.session.actor,
    }
    uow.put("external_id", uow.new_id(), Fact(fields))
    return number


def _number(uow: UnitOfWork) -> str:
    """Return a number at random, whose last digit is no check digit: it is no bar code."""
    drawn = UUID(uow.new_id()).int % 10 ** (_DIGITS - len(PREFIX) - 1)
    digits = f"{PREFIX}{drawn:0{_DIGITS - len(PREFIX) - 1}d}"
    return f"{digits}{(int(check_digit(digits)) + 5) % 10}"


def _is_ours(number: str) -> bool:
    return number.startswith(PREFIX) and len(number) == _DIGITS and number.isdigit()
