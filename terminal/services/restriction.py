"""Customers whose file may only be kept, because the law asks for that, and used for nothing: they
are not found by searching, in no list of work, and no card of theirs opens. HQ says who.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain.problems import Refusal

RESTRICTED: Final = Refusal("CUSTOMER_RESTRICTED")


def among(uow: UnitOfWork, customers: Iterable[str]) -> frozenset[str]:
    """Return those of these customers, by the ids asked for, whose file may only be kept."""
    found = uow.customers.many(set(customers))
    return frozenset(one for one, customer in found.items() if customer.restricted)
