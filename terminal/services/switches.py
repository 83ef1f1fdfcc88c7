"""What HQ has switched off at this store."""

from __future__ import annotations

from local_store.unit_of_work import UnitOfWork


def off(uow: UnitOfWork) -> frozenset[str]:
    """Return the names that HQ's flags in force say are off here today. What no flag names is on,
    so a till that never heard of one has all its pages. Nothing is opened, so nothing is audited.
    """
    return frozenset(name for name, is_on in uow.policies.flags().items() if not is_on)
