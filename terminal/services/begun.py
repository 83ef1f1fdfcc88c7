"""What somebody typed and has not saved, kept in the store of this till until it is saved or put
away, so that a program that is ended in the middle of it takes nothing along. It never leaves the
till, and is told to nobody but whoever typed it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain.begun import KEPT, Begun, BegunKind
from terminal.domain.customer import Customer, mask_name
from terminal.domain.dropped_codes import dropped
from terminal.domain.enrolment import Draft
from terminal.domain.staff import Role
from terminal.services import consents

FRONT: Final = "0"
"""The place of the new file that stands in the sheet; those put aside have the numbers after."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What whoever is signed in has begun, the newest first; `owner` is None when nobody is."""

    owner: str | None
    entries: tuple[Begun, ...] = ()


def keep(uow: UnitOfWork, *, typed: Sequence[Begun]) -> None:
    """Keep everything that whoever is signed in has begun, and nothing else of theirs. What is
    being saved stays as it is, and so does an entry into which a payment, 医保 or ID code was
    typed: that is never stored. An entry is as old as the last change of what it says.
    """
    if uow.session.role is Role.SYSTEM:
        return
    owner = uow.session.actor
    before = {(one.kind, one.place): one for one in uow.begun.of_owner(owner)}
    left = {(one.kind, one.place) for one in typed if one.content is None or _holds_code(one)}
    now = [_allowed(uow, one) for one in typed if (one.kind, one.place) not in left]
    kept = {(one.kind, one.place): one for one in now if one is not None}
    for kind, place in before.keys() - kept.keys() - left:
        uow.begun.drop(owner, kind, place)
    for key, one in kept.items():
        was = before.get(key)
        if was is None or (was.content, was.customer) != (one.content, one.customer):
            same = (each.at for each in before.values() if _is_same(each, one))
            uow.begun.put(owner, one, next(same, None) or uow.now)
    _forget_old(uow, but=owner)


def mine(uow: UnitOfWork) -> Mine:
    """Return what whoever is signed in has begun, with the masked names of the customers. What is
    older than it is kept is forgotten, whoever began it.
    """
    if uow.session.role is Role.SYSTEM:
        return Mine(None)
    _forget_old(uow)
    found = [_readable(uow, one) for one in uow.begun.of_owner(uow.session.actor)]
    return Mine(uow.session.actor, tuple(one for one in found if one is not None))


def file_saved(uow: UnitOfWork, draft: Draft) -> None:
    """Forget the new file that was just saved. What was typed last may not be kept yet: then it is
    the one in front.
    """
    owner, said = uow.session.actor, content_of(draft)
    files = [one for one in uow.begun.of_owner(owner) if one.kind is BegunKind.FILE]
    place = next((one.place for one in files if one.content == said), FRONT)
    uow.begun.drop(owner, BegunKind.FILE, place)


def content_of(draft: Draft) -> dict[str, Any]:
    """Return a new file as it is kept. The name of who speaks for a child is not: it is read again
    from their own file.
    """
    return {
        "phone": draft.phone,
        "name": draft.name,
        "birth": draft.birth,
        "kind": draft.kind,
        "templates": sorted(draft.templates),
        "words": {str(purpose): yes for purpose, yes in sorted(draft.words.items())},
        "guardian": draft.guardian,
    }


def _forget_old(uow: UnitOfWork, but: str | None = None) -> None:
    """Forget what is older than it is kept, by the time that HQ last told: a clock that was set
    ahead throws nothing away. A till that never heard HQ has nobody else to tell the time by.
    """
    heard = uow.sync.heard_ms
    trusted = uow.now_ms if heard is None else min(uow.now_ms, heard)
    before = datetime.fromtimestamp(trusted / 1000, UTC) - KEPT
    uow.begun.drop_older(before, but=but)


def _is_same(one: Begun, other: Begun) -> bool:
    return (one.kind, one.content) == (other.kind, other.content)


def _holds_code(one: Begun) -> bool:
    texts = (each for each in (one.content or {}).values() if isinstance(each, str))
    return any(dropped(unicodedata.normalize("NFKC", text)) for text in texts)


def _allowed(uow: UnitOfWork, one: Begun) -> Begun | None:
    """Return an entry as it may be kept, None where it may not: of a file that is gone or may not
    be worked with.
    """
    if one.kind is BegunKind.TASK:
        task = uow.tasks.get(one.place)
        if task is None:
            return None
        one = replace(one, customer=task.customer)
    if one.customer is None:
        return one
    if _customer(uow, one.customer) is None:
        return None
    content = dict(one.content or {})
    chosen = [name for name in ("effects", "right_effects") if content.get(name)]
    if chosen and consents.refuses_health(uow, customer_id=one.customer):
        content |= {name: [] for name in chosen}  # Chosen before they refused a health file.
    return replace(one, content=content)


def _readable(uow: UnitOfWork, one: Begun) -> Begun | None:
    if one.kind is BegunKind.FILE:
        return replace(one, content=_with_guardian(uow, one.content or {}))
    if one.customer is None:
        return one
    customer = _customer(uow, one.customer)
    if customer is None:
        return None
    name = mask_name(customer.name)
    if one.kind is BegunKind.TASK:
        return replace(one, customer=customer.id, name=name)
    place = customer.id if one.place == one.customer else one.place
    return replace(one, customer=customer.id, name=name, place=place)


def _with_guardian(uow: UnitOfWork, content: Mapping[str, Any]) -> dict[str, Any]:
    guardian = content.get("guardian")
    found = None if guardian is None else _customer(uow, guardian)
    if found is None or found.withdrawn:
        return {**content, "guardian": None, "guardian_name": ""}
    return {**content, "guardian": found.id, "guardian_name": mask_name(found.name)}


def _customer(uow: UnitOfWork, customer_id: str) -> Customer | None:
    found = uow.customers.get(customer_id)
    return None if found is None or found.restricted else found
