"""Who works at this till."""

from __future__ import annotations

from dataclasses import dataclass

from local_store.unit_of_work import UnitOfWork
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role, Session


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody at work: the session for everything they do, and the name to show."""

    session: Session
    name: str


def sign_in(uow: UnitOfWork, *, staff_id: str) -> SignedIn | Refusal:
    """Return the session of somebody of this store. An unknown role may do what a clerk may."""
    staff = uow.staff.get(staff_id)
    if staff is None or not staff.active:
        return Refusal("STAFF_NOT_HERE")
    role = Role(staff.role) if staff.role in set(Role) - {Role.SYSTEM} else Role.CLERK
    uow.audit("staff.signed_in", entity_kind="staff", entity=staff.id)
    session = Session(staff.id, role, uow.session.device, uow.session.store)
    return SignedIn(session, staff.name)
