"""Customers whose file may only be kept, because the law asks for that, and used for nothing: they
are not found by searching, and in no list of work. HQ says who.

One thing is shown, to whoever holds the customer's card: the allergies, with why there is nothing
else. What is sold must not harm, and vital interests stand above the restriction (个人信息保护法
§13(4)); so the allergies stay readable here as they do while reading is locked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain import card_file
from terminal.domain.card import CustomerCard, allergies_only
from terminal.domain.card_file import CardFile
from terminal.domain.customer import Customer
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role

RESTRICTED: Final = Refusal("CUSTOMER_RESTRICTED")


def among(uow: UnitOfWork, customers: Iterable[str]) -> frozenset[str]:
    """Return those of these customers, by the ids asked for, whose file may only be kept."""
    found = uow.customers.many(set(customers))
    return frozenset(one for one, customer in found.items() if customer.restricted)


def warning(customer: Customer, today: date) -> CustomerCard:
    """Return what is shown of such a customer: the allergies, or that a remark speaks of one."""
    bare = allergies_only(customer.id, customer.allergies, today)
    told = CardFile(notes_allergy=card_file.notes_allergy(customer))
    return replace(bare, file=told, is_locked=True, is_restricted=True)


def served(uow: UnitOfWork, customer_id: str) -> Customer | Refusal:
    """Return a customer for whom somebody who is signed in may enter something."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    return RESTRICTED if customer.restricted else customer


def readable(uow: UnitOfWork, customer_id: str) -> Customer | Refusal:
    """Return a customer of whom somebody who is signed in may read what is on file."""
    if uow.session.role is not Role.SYSTEM and uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    customer = served(uow, customer_id)
    if isinstance(customer, Customer) and customer.withdrawn:
        return Refusal("CUSTOMER_NOT_HERE")
    return customer
