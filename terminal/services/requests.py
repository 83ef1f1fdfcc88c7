"""What customers ask about their own data: taken down, answered in time, taken back if mistaken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Set
from terminal.domain import request
from terminal.domain.customer import mask_name
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.request import Answer, Right, RightsRequest
from terminal.domain.staff import Role
from terminal.services import consents
from terminal.services.visits import NOTE_LIMIT

LISTED: Final = 500
ANSWERED_LISTED: Final = 50
_COUNTED: Final = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """A request with whose it is, masked, who took it down, and the days it may still wait.
    `customer` is the file it is about now, also where the one it was taken down for was joined.
    """

    request: RightsRequest
    masked_name: str
    by: str
    days_left: int
    customer: str


def listed(uow: UnitOfWork) -> tuple[Listed, ...] | Refusal:
    """Return what waits, the most urgent first, then what was answered last. A request of a file
    that may only be kept goes without a name: its time runs all the same.
    """
    refusal = _may_read(uow)
    if refusal is not None:
        return refusal
    every = [*uow.requests.open(LISTED), *uow.requests.answered(ANSWERED_LISTED)]
    customers = uow.customers.many({one.customer for one in every})
    staff = {one: uow.staff.get(one) for one in {one.by for one in every}}
    names = {one: found.name for one, found in staff.items() if found is not None}
    told = []
    for one in every:
        customer = customers.get(one.customer)
        is_shown = customer is not None and not customer.restricted
        name = mask_name(customer.name) if customer is not None and is_shown else ""
        whose = one.customer if customer is None else customer.id
        told.append(Listed(one, name, names.get(one.by, one.by), one.days_left(uow.today), whose))
    return tuple(told)


def waiting(uow: UnitOfWork) -> int:
    """Return how many requests wait to be answered."""
    return len(uow.requests.open(_COUNTED))


def begin(
    uow: UnitOfWork, *, customer_id: str, what: Right, note: str = ""
) -> str | Refusal | FieldProblem:
    """Take a request down and return its id. It has to be answered within 15 days.

    Who withdraws is obeyed at once: every consent becomes a no (个人信息保护法 §15), and what is
    left is to say so to the customer.
    """
    refusal = _may_write(uow)
    if refusal is not None:
        return refusal
    customer = uow.customers.get(customer_id)
    if customer is None or customer.withdrawn:
        return Refusal("CUSTOMER_NOT_HERE")
    plain = note.strip()
    if len(plain) > NOTE_LIMIT:
        return FieldProblem("note", "NOTE_TOO_LONG", {"limit": str(NOTE_LIMIT)})
    if what is Right.WITHDRAW and not customer.restricted:
        said = consents.say(
            uow,
            customer_id=customer.id,
            words=dict.fromkeys(consents.ASKED, False),
            text_version=consents.SPOKEN,
        )
        if isinstance(said, Refusal):
            return said
    fields: dict[str, Any] = {
        "customer": customer.id,
        "what": what.value,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "due_on": (uow.today + timedelta(days=request.DAYS)).isoformat(),
        "status": request.OPEN,
    }
    if plain:
        fields["note"] = plain
    record = uow.new_id()
    uow.put("request", record, Set(fields))
    facts = {"what": what.value}
    uow.audit("request.taken", entity_kind="request", entity=record, facts=facts)
    return record


def answer(
    uow: UnitOfWork, *, request_id: str, how: Answer, note: str
) -> Refusal | FieldProblem | None:
    """Note that a request was answered, today and how; what was asked stands above the answer. An
    answer says what was done, a refusal why: the customer may ask, and so may who inspects.
    """
    found = _open(uow, request_id)
    if isinstance(found, Refusal):
        return found
    plain = note.strip()
    if not plain:
        is_refused = how is Answer.REFUSED
        return FieldProblem(
            "note", "REQUEST_NEEDS_REASON" if is_refused else "REQUEST_NEEDS_ANSWER"
        )
    whole = "\n".join(filter(None, (found.note, plain)))
    if len(whole) > NOTE_LIMIT:
        return FieldProblem("note", "NOTE_TOO_LONG", {"limit": str(NOTE_LIMIT)})
    fields: dict[str, Any] = {"status": how.value, "done_at": uow.now_ms, "note": whole}
    uow.put("request", request_id, Set(fields))
    uow.audit("request.answered", entity_kind="request", entity=request_id, facts={"how": how})
    return None


def reopen(uow: UnitOfWork, *, request_id: str, note: str) -> Refusal | None:
    """Take an answer back: the request waits again, with the note it had and its old day."""
    refusal = _may_write(uow)
    if refusal is not None:
        return refusal
    uow.put(
        "request", request_id, Set({"status": request.OPEN, "done_at": None, "note": note or None})
    )
    uow.audit("request.reopened", entity_kind="request", entity=request_id)
    return None


def withdraw(uow: UnitOfWork, *, request_id: str) -> Refusal | None:
    """Take a request back that was entered by mistake. Consents that became a no with it stay so:
    a yes has to be said anew.
    """
    found = _open(uow, request_id)
    if isinstance(found, Refusal):
        return found
    uow.put("request", request_id, Set({"status": request.MISTAKEN, "done_at": uow.now_ms}))
    uow.audit("request.withdrawn", entity_kind="request", entity=request_id)
    return None


def _open(uow: UnitOfWork, request_id: str) -> RightsRequest | Refusal:
    refusal = _may_write(uow)
    if refusal is not None:
        return refusal
    found = uow.requests.get(request_id)
    return Refusal("REQUEST_GONE") if found is None or not found.is_open else found


def _may_read(uow: UnitOfWork) -> Refusal | None:
    refusal = _may_write(uow)
    is_locked = refusal is None and uow.sync.is_reading_locked
    return Refusal("READING_LOCKED") if is_locked else refusal


def _may_write(uow: UnitOfWork) -> Refusal | None:
    return Refusal("NOT_SIGNED_IN") if uow.session.role is Role.SYSTEM else None
