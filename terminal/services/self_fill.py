"""Self-fill: what was handed out, what came back, and what of it is taken over.

Secrets and answers wait in this till's own encrypted store; neither travels. A secret counts once
and for a day, and an answer waits until somebody accepts it or puts it away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Add, Del, Element, Set
from terminal.domain import enrolment, self_fill
from terminal.domain.consent import Purpose
from terminal.domain.customer import UNNAMED, Customer, mask_name
from terminal.domain.problems import Refusal
from terminal.domain.self_fill import Filled, HandOut, Line, Piece, Question
from terminal.domain.staff import Role
from terminal.services import consents
from terminal.services.restriction import RESTRICTED

HANDED: Final = "self_fill.handed"
CAME: Final = "self_fill.came"
_DAY_MS: Final = 86_400_000
_MOST: Final = 50
KEEP: Final = "keep"
TAKE: Final = "take"
_FIELDS: Final = {self_fill.NAME: "name", self_fill.BIRTH: "birth_on", self_fill.SEX: "sex"}


@dataclass(frozen=True, slots=True)
class Handed:
    """An address to be shown as a QR code, for a customer who is shown masked."""

    id: str
    masked_name: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that waits: whose, when it came, and what it would change."""

    id: str
    customer: str
    masked_name: str
    at_ms: int
    lines: tuple[Line, ...]
    is_health: bool | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was taken over, to be taken back."""

    waiting: Waiting
    answers: Mapping[str, Any] = field(repr=False)
    before: Mapping[str, Any] = field(repr=False)
    added: tuple[tuple[str, Any], ...] = field(repr=False)
    consents: tuple[str, ...] = ()


def hand_out(
    uow: UnitOfWork, *, customer_id: str, questions: Sequence[Question], language: str
) -> Handed | Refusal:
    """Return an address for one customer, good for one answer within a day."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = _customer(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    identity = uow.sync.identity()
    if identity is None:
        return Refusal("STORE_NOT_ENROLLED")
    drawn = UUID(uow.new_id()).bytes[-self_fill.ID_BYTES :]
    secret = b"".join(UUID(uow.new_id()).bytes[-8:] for _ in range(2))
    made = HandOut(self_fill.coded(drawn), self_fill.coded(secret))
    handed = _handed(uow)
    handed[made.id] = {"secret": made.secret, "customer": customer.id, "at": uow.now_ms}
    _keep(uow, HANDED, dict(list(handed.items())[-_MOST:]))
    uow.audit("self_fill.handed", entity_kind="customer", entity=customer.id)
    shop = identity.store.name
    url = self_fill.url(identity.url, made, questions, language=language, shop=shop)
    return Handed(made.id, mask_name(customer.name), url)


def arrive(uow: UnitOfWork, *, pieces: Sequence[Piece]) -> Waiting | Refusal:
    """Take an answer that was scanned whole, and keep it until it is accepted."""
    record = pieces[0].id
    came = _read(uow, CAME)
    if record in came:
        return _waiting(uow, record, came[record]) or Refusal("SELF_FILL_GONE")
    handed = _handed(uow).get(record)
    if handed is None:
        return Refusal("SELF_FILL_UNKNOWN")
    filled = self_fill.opened(pieces, HandOut(record, handed["secret"]))
    if filled is None:
        return Refusal("SELF_FILL_DAMAGED")
    answers = self_fill.written(filled)
    came[record] = {"customer": handed["customer"], "at": uow.now_ms, "answers": answers}
    left = _handed(uow)
    del left[record]  # The secret counts once.
    _keep(uow, CAME, dict(list(came.items())[-_MOST:]))
    _keep(uow, HANDED, left)
    uow.audit("self_fill.came", entity_kind="customer", entity=handed["customer"])
    return _waiting(uow, record, came[record]) or Refusal("CUSTOMER_NOT_HERE")


def inbox(uow: UnitOfWork) -> tuple[Waiting, ...]:
    """Return the answers that wait, the oldest first."""
    found = (_waiting(uow, record, one) for record, one in _read(uow, CAME).items())
    return tuple(one for one in found if one is not None)


def accept(uow: UnitOfWork, *, record: str, stands: Mapping[str, str]) -> Accepted | Refusal:
    """Take an answer over into the file. `stands` says of each field that differs whether the file
    is kept or the answer taken; health data comes in by the customer's own yes only.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    came = _read(uow, CAME)
    waiting = _waiting(uow, record, came[record]) if record in came else None
    if waiting is None:
        return Refusal("SELF_FILL_GONE")
    if any(one.is_conflict and one.code not in stands for one in waiting.lines):
        return Refusal("SELF_FILL_ASKS")
    customer = _customer(uow, waiting.customer)
    if isinstance(customer, Refusal):
        return customer
    said: tuple[str, ...] = ()
    if waiting.is_health is not None:
        words = {Purpose.HEALTH_FILE: waiting.is_health}
        done = consents.say(
            uow,
            customer_id=customer.id,
            words=words,
            text_version=consents.SPOKEN,
            how="qr",
        )
        if isinstance(done, Refusal):
            return done
        said = done
    filled = self_fill.read(came[record]["answers"])
    fields = _taken(waiting, stands)
    before = {name: _field(customer, name) for name in fields}
    if fields:
        uow.put("customer", customer.id, Set(fields))
    added = _elements(customer, filled) if waiting.is_health else ()
    if added:
        uow.put("customer", customer.id, Add(tuple(Element(f, v) for f, v in added)))
    uow.audit("self_fill.accepted", entity_kind="customer", entity=customer.id)
    answers = came.pop(record)
    _keep(uow, CAME, came)
    return Accepted(waiting, answers, before, added, said)


def undo(uow: UnitOfWork, *, accepted: Accepted) -> Refusal | None:
    """Take back what was taken over; the answer waits again."""
    customer = _customer(uow, accepted.waiting.customer)
    if isinstance(customer, Refusal):
        return customer
    if accepted.before:
        uow.put("customer", customer.id, Set(dict(accepted.before)))
    if accepted.added:
        gone = tuple(Element(f, v) for f, v in accepted.added)
        uow.put("customer", customer.id, Del(gone))
    if accepted.consents:
        refused = consents.undo(uow, customer_id=customer.id, consent_ids=accepted.consents)
        if refused is not None:
            return refused
    uow.audit("self_fill.undone", entity_kind="customer", entity=customer.id)
    _keep(uow, CAME, {**_read(uow, CAME), accepted.waiting.id: accepted.answers})
    return None


def put_away(uow: UnitOfWork, *, record: str) -> Refusal | None:
    """Let an answer go that nobody wants taken over."""
    came = _read(uow, CAME)
    one = came.pop(record, None)
    if one is None:
        return Refusal("SELF_FILL_GONE")
    _keep(uow, CAME, came)
    uow.audit("self_fill.put_away", entity_kind="customer", entity=one["customer"])
    return None


def _waiting(uow: UnitOfWork, record: str, one: Mapping[str, Any]) -> Waiting | None:
    customer = _customer(uow, one["customer"])
    if isinstance(customer, Refusal):
        return None
    filled = self_fill.read(one["answers"])
    name = "" if customer.name == UNNAMED else customer.name
    born, _ = enrolment.read_birth(filled.birth, uow.today)
    there = customer.birth_on.isoformat() if customer.birth_on else ""
    new = _elements(customer, filled)
    lines = (
        self_fill.line(self_fill.NAME, filled.name, name),
        self_fill.line(self_fill.BIRTH, born.isoformat() if born else "", there),
        self_fill.line(self_fill.SEX, filled.sex, customer.sex or ""),
        _listed(self_fill.ILL, [v for f, v in new if f == "conditions"]),
        _listed(self_fill.ALLERGIES, [v["substance"] for f, v in new if f == "allergies"]),
    )
    shown = tuple(each for each in lines if each is not None)
    masked = mask_name(customer.name)
    return Waiting(record, customer.id, masked, int(one["at"]), shown, filled.is_health)


def _listed(code: str, found: Sequence[str]) -> Line | None:
    return Line(code, "、".join(found), "", is_conflict=False) if found else None


def _taken(waiting: Waiting, stands: Mapping[str, str]) -> dict[str, Any]:
    return {
        _FIELDS[one.code]: one.said
        for one in waiting.lines
        if one.code in _FIELDS and (not one.is_conflict or stands.get(one.code) == TAKE)
    }


def _field(customer: Customer, name: str) -> Any:
    if name == "birth_on":
        return customer.birth_on.isoformat() if customer.birth_on else None
    return getattr(customer, name)


def _elements(customer: Customer, filled: Filled) -> tuple[tuple[str, Any], ...]:
    ill = [("conditions", one) for one in filled.conditions if one not in customer.conditions]
    held = {one.substance for one in customer.allergies}
    return (
        *ill,
        *(("allergies", {"substance": one}) for one in filled.allergies if one not in held),
    )


def _customer(uow: UnitOfWork, customer_id: str) -> Customer | Refusal:
    found = uow.customers.get(customer_id)
    if found is None or found.withdrawn:
        return Refusal("CUSTOMER_NOT_HERE")
    return RESTRICTED if found.restricted else found


def _handed(uow: UnitOfWork) -> dict[str, Any]:
    since = uow.now_ms - _DAY_MS
    return {one: made for one, made in _read(uow, HANDED).items() if made["at"] >= since}


def _read(uow: UnitOfWork, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(uow.meta.get(name) or "{}")
    return found


def _keep(uow: UnitOfWork, name: str, value: Mapping[str, Any]) -> None:
    uow.meta.set(name, json.dumps(value, ensure_ascii=False) if value else None)
