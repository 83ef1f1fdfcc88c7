"""Where an entry was made."""

from __future__ import annotations

from local_store.unit_of_work import UnitOfWork
from sync.hlc import HlcFormatError, parse


def is_here(uow: UnitOfWork, stamp: str) -> bool:
    """Tell whether an entry was made at this till; what came from elsewhere bears another's name,
    or HQ's.
    """
    identity = uow.sync.identity()
    try:
        return identity is not None and parse(stamp).device == identity.device
    except HlcFormatError:
        return False
