"""What is said at the counter, in one line: notes of visits and complaints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact, Set
from terminal.domain import complaint, keywords
from terminal.domain.begun import BegunKind
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role
from terminal.services import consents
from terminal.services.consents import HEALTH_REFUSED
from terminal.services.restriction import RESTRICTED

NOTE_LIMIT: Final = 500
COUNTER: Final = "counter"
ABOUT: Final = ("service", "waiting", "price", "stock", "product", "privacy", "other")
"""What a complaint may be about, in the order of the keys 1–7."""

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Noted:
    """A note on record, with the codes of what it mentions."""

    visit: str
    keywords: tuple[str, ...]


def note(
    uow: UnitOfWork,
    *,
    customer_id: str,
    text: str,
    side_effects: Sequence[str] = (),
    words: Words | None = None,
) -> Noted | Refusal | list[FieldProblem]:
    """Record what was said. `words` are the words to find by code, the usual ones when HQ gives
    none; what is denied is not kept as said. Of who refused a health file no side effects are
    stored, and nothing is read out of the words.
    """
    refusal = _refusal(uow, customer_id)
    if refusal is not None:
        return refusal
    is_plain = consents.refuses_health(uow, customer_id=customer_id)
    if is_plain and side_effects:
        return HEALTH_REFUSED
    plain = text.strip()
    if problems := wrong(plain, side_effects):
        return problems
    heard = {} if is_plain else keywords.USUAL if words is None else words
    said = keywords.codes(keywords.find(plain, heard))
    fields: dict[str, Any] = {
        "customer": customer_id,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "channel": COUNTER,
        "note": plain or None,
        "side_effects": list(dict.fromkeys(side_effects)) or None,
        "keywords": list(said) or None,
    }
    visit = uow.new_id()
    uow.put("visit", visit, Fact(_given(fields)))
    uow.audit("visit.noted", entity_kind="customer", entity=customer_id)
    uow.begun.drop(uow.session.actor, BegunKind.NOTE, customer_id)
    return Noted(visit, said)


def wrong(plain: str, side_effects: Sequence[str]) -> list[FieldProblem]:
    """Return what is wrong with a note, nothing when it can be stored."""
    if not plain and not side_effects:
        return [FieldProblem("note", "NOTE_MISSING")]
    if len(plain) > NOTE_LIMIT:
        return [FieldProblem("note", "NOTE_TOO_LONG", {"limit": str(NOTE_LIMIT)})]
    return []


def undo_note(uow: UnitOfWork, *, customer_id: str, visit_id: str) -> Refusal | None:
    """Take a note back by one that says nothing and stands in its place."""
    refusal = _refusal(uow, customer_id)
    if refusal is not None:
        return refusal
    fields = {
        "customer": customer_id,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "channel": COUNTER,
        "supersedes": visit_id,
    }
    uow.put("visit", uow.new_id(), Fact(fields))
    uow.audit("visit.undone", entity_kind="customer", entity=customer_id)
    return None


def complain(
    uow: UnitOfWork, *, about: str, text: str = "", customer_id: str | None = None
) -> str | Refusal | list[FieldProblem]:
    """Record a complaint and return its id. It needs no customer: who complains may have no file,
    or not want to say.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if about not in ABOUT:
        return [FieldProblem("about", "COMPLAINT_ABOUT_MISSING")]
    if len(text.strip()) > NOTE_LIMIT:
        return [FieldProblem("text", "NOTE_TOO_LONG", {"limit": str(NOTE_LIMIT)})]
    refusal = None if customer_id is None else _refusal(uow, customer_id)
    if refusal is not None:
        return refusal
    record = uow.new_id()
    fields: dict[str, Any] = {
        "store": uow.session.store,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "about": about,
        "text": text.strip(),
        "status": complaint.OPEN,
        "customer": customer_id,
    }
    uow.put("complaint", record, Set(_given(fields)))
    uow.audit("complaint.recorded", entity_kind="complaint", entity=record)
    return record


def withdraw_complaint(uow: UnitOfWork, *, complaint_id: str) -> Refusal | None:
    """Close a complaint that was entered by mistake."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    fields = {"status": complaint.CLOSED, "closed_at": uow.now_ms, "result": "entered_by_mistake"}
    uow.put("complaint", complaint_id, Set(fields))
    uow.audit("complaint.withdrawn", entity_kind="complaint", entity=complaint_id)
    return None


def _refusal(uow: UnitOfWork, customer_id: str) -> Refusal | None:
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    return RESTRICTED if customer.restricted else None


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
