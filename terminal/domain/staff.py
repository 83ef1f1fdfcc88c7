"""Staff, and the session under which everything is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do. SYSTEM is the program itself, at work for nobody in particular."""

    PHARMACIST = "pharmacist"
    CLERK = "clerk"
    MANAGER = "manager"
    SYSTEM = "system"


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
