"""Who may take over old tables at this till now, and the names of those who did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from local_store.unit_of_work import UnitOfWork
from terminal.domain.problems import Refusal
from terminal.domain.staff import RESPONSIBLE, Role


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """`blocked` is why nobody may import now, None where somebody may; `names` are those of staff
    by id; `now` is the till's time.
    """

    blocked: Refusal | None
    names: dict[str, str]
    now: datetime


def read(uow: UnitOfWork, *, actors: frozenset[str]) -> ImportDesk:
    """Return how it stands, with the names of these staff. Whoever is not on the staff any more has
    none.
    """
    found = {one: uow.staff.get(one) for one in actors}
    names = {one: staff.name for one, staff in found.items() if staff is not None}
    return ImportDesk(_blocked(uow), names, uow.now)


def _blocked(uow: UnitOfWork) -> Refusal | None:
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    # Whoever may be known is shown beside the row: that is reading a file.
    return Refusal("READING_LOCKED") if uow.sync.is_reading_locked else None
