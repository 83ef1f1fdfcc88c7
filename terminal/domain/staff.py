"""Staff, and the session under which everything is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody may do. SYSTEM is the program itself, at work for nobody in particular."""

    PHARMACIST = "pharmacist"
    CLERK = "clerk"
    MANAGER = "manager"
    SYSTEM = "system"


RESPONSIBLE: Final = frozenset({Role.PHARMACIST, Role.MANAGER})
"""Who may decide about work that HQ refused, and take unsent work out of the till."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works in this store."""

    id: str
    name: str
    role: str
    badge: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class Session:
    """Who acts, as what, on which device of which store. Every op and audit entry carries it."""

    actor: str
    role: Role
    device: str
    store: str
