"""The sync centre: what HQ has not taken, what is in it, and what somebody decides about it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Final, TypeAlias

from local_store.unit_of_work import UnitOfWork
from terminal.domain.customer import mask_name
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import RESPONSIBLE, Role
from terminal.domain.sync_centre import Exported, GroupEntry, Pile, Save, SaveContent, SyncPage
from terminal.services import restriction, saves
from terminal.services.restriction import RESTRICTED

LISTED: Final = 200
"""So many saves of each pile are listed; the numbers count all."""
REASON_LIMIT: Final = 200

Write: TypeAlias = Callable[[str, bytes], str]
"""Writes a new file that only the till's account can read: name and content in, path out. Raises
OSError.
"""


def read(uow: UnitOfWork) -> SyncPage:
    """Return everything the sync centre shows; every number is a count in the database."""
    centre = uow.sync.centre(LISTED)
    return SyncPage(
        centre,
        uow.now,
        unsent=_told(uow, Pile.UNSENT, centre.unsent),
        held=_told(uow, Pile.HELD, centre.held),
        refused=_told(uow, Pile.REFUSED, centre.quarantined),
        may_resolve=uow.session.role in RESPONSIBLE,
    )


def look(uow: UnitOfWork, *, group: str) -> SaveContent | Refusal:
    """Return what is in a save that is not settled; the looking is audited. Names and phones come
    masked.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    found = next((one for one in saves.saved(uow, Pile) if one.group == group), None)
    if found is None:
        return Refusal("SAVE_SETTLED")
    customer = found.customer
    if customer is not None and restriction.among(uow, [customer]):
        return RESTRICTED
    kind = None if customer is None else "customer"
    uow.audit("save.opened", entity_kind=kind, entity=customer, facts={"group": group})
    return found.content()


def give_up(uow: UnitOfWork, *, group: str, reason: str) -> Refusal | FieldProblem | None:
    """Give up a save that HQ refused: it never takes effect, and this cannot be undone. Return why
    not, or None when it is done.
    """
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    said = reason.strip()
    if not said:
        return FieldProblem("reason", "REASON_MISSING")
    if len(said) > REASON_LIMIT:
        return FieldProblem("reason", "NOTE_TOO_LONG", {"limit": str(REASON_LIMIT)})
    refused = {one.group for one in saves.saved(uow, [Pile.REFUSED])}
    if group not in refused - uow.sync.decided_groups():
        return Refusal("SAVE_SETTLED")
    uow.sync.resolve(group, "dropped", said)
    uow.audit("save.given_up", facts={"group": group})
    return None


def export(uow: UnitOfWork, *, write: Write) -> Exported | Refusal:
    """Copy all work that HQ has not taken into a file that HQ alone can read, with what proves
    that nothing was changed.
    """
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    return copy_out(uow, write=write)


def copy_out(uow: UnitOfWork, *, write: Write) -> Exported | Refusal:
    """Do the same for whoever holds the till's folder and its key: the command line. That it was
    done is on record; nothing to copy makes no file.
    """
    groups = list(uow.sync.export_groups([pile.value for pile in Pile]))
    if not groups:
        return Refusal("EXPORT_NOTHING")
    try:
        name = f"guitai-unsent-{uow.session.device}-{uow.now:%Y%m%d-%H%M%S}.jsonl"
        path = write(name, uow.sync.sealed_groups(groups))
    except FileExistsError:
        return Refusal("EXPORT_EXISTS")
    except OSError:
        return Refusal("EXPORT_FAILED")
    done = Exported(path, len(groups), sum(len(group["ops"]) for group in groups))
    uow.audit("work.exported", facts={"saves": done.saves, "ops": done.ops})
    return done


def _told(uow: UnitOfWork, pile: Pile, entries: tuple[GroupEntry, ...]) -> tuple[Save, ...]:
    """Return saves with the words a person knows them by."""
    if not entries:
        return ()
    held = {one.group: one for one in islice(saves.saved(uow, [pile]), LISTED)}
    customers = uow.customers.many([c for one in held.values() if (c := one.customer) is not None])
    decided = uow.sync.decided_groups() if pile is Pile.REFUSED else frozenset()
    names = {one: _name(uow, one) for one in {entry.actor for entry in entries}}
    told = []
    for entry in entries:
        one = held.get(entry.group)
        customer = None if one is None else customers.get(one.customer or "")
        masked = "" if one is None else one.new_name
        if customer is not None and customer.restricted:
            customer, masked = None, ""  # Nothing of it is shown that is not a warning.
        told.append(
            Save(
                entry,
                names[entry.actor],
                masked if customer is None else mask_name(customer.name),
                None if customer is None else customer.id,
                None if one is None else one.task,
                entry.group in decided,
            )
        )
    return tuple(told)


def _name(uow: UnitOfWork, actor: str) -> str:
    staff = uow.staff.get(actor)
    return "" if staff is None else staff.name
