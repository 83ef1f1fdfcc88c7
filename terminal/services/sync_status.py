"""What the till knows about its exchange with HQ."""

from __future__ import annotations

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import SyncState


def read(uow: UnitOfWork) -> SyncState:
    """Return the state of the exchange; every number is a count in the database."""
    return uow.sync.state()
