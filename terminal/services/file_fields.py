"""One thing that a file lacks, asked for at the counter, written down, and taken back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Add, Del, Element, Fact, OpBody, Set
from terminal.domain import missing
from terminal.domain.missing import Missing, MissingField
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role
from terminal.domain.tag import TagOwner, tag_id
from terminal.services.consents import HEALTH_REFUSED, refuses_health
from terminal.services.restriction import RESTRICTED

SEXES: Final = ("female", "male")
CHANNELS: Final = ("call", "sms", "wecom")
LONGEST: Final = 60
_OLDEST: Final = 120
_PHONE: Final = re.compile(r"1[3-9]\d{9}")
_DAY: Final = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Filled:
    """Something on record that a file lacked. `undo` takes it back."""

    token: str
    undo: tuple[tuple[str, str, OpBody], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: a text, or the place of a choice counted from 1."""

    text: str = ""
    choice: int | None = None


def fill(
    uow: UnitOfWork, *, customer_id: str, field: MissingField, given: Given
) -> Filled | Refusal | list[FieldProblem]:
    """Write down an answer. "None" and "no" are answers too, and are not asked for again."""
    refusal = _refusal(uow, customer_id)
    if refusal is not None:
        return refusal
    if field.field is Missing.CONDITION and refuses_health(uow, customer_id=customer_id):
        return HEALTH_REFUSED
    if _is_no(field.field, given):
        writes = _no(uow, customer_id, field)
    else:
        change = _READ[field.field](uow, field, given)
        if isinstance(change, FieldProblem):
            return [change]
        writes = _file(uow, customer_id, field, change)
    for kind, record, body, _ in writes:
        uow.put(kind, record, body)
    facts = {"field": field.key}
    uow.audit("file.filled", entity_kind="customer", entity=customer_id, facts=facts)
    undo = tuple((kind, record, back) for kind, record, _, back in writes)
    return Filled(uow.new_id(), undo)


def undo(uow: UnitOfWork, *, customer_id: str, filled: Filled) -> Refusal | None:
    """Take an answer back: the file lacks it again."""
    refusal = _refusal(uow, customer_id)
    if refusal is not None:
        return refusal
    for kind, record, body in filled.undo:
        uow.put(kind, uow.new_id() if isinstance(body, Fact) else record, body)
    uow.audit("file.unfilled", entity_kind="customer", entity=customer_id)
    return None


Write = tuple[str, str, OpBody, OpBody]


def _refusal(uow: UnitOfWork, customer_id: str) -> Refusal | None:
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    return RESTRICTED if customer.restricted else None


def _is_no(field: Missing, given: Given) -> bool:
    no = {Missing.ALLERGIES: 1, Missing.CONDITION: 2}
    return not given.text.strip() and given.choice == no.get(field, 0)


def _no(uow: UnitOfWork, customer_id: str, field: MissingField) -> list[Write]:
    record = uow.new_id()
    fact = {
        "customer": customer_id,
        "code": missing.CODE,
        "at": uow.now_ms,
        "items": {},
        "by": uow.session.actor,
    }
    back = Fact({**fact, "supersedes": record})
    return [("observation", record, Fact({**fact, "value": field.key}), back)]


def _file(
    uow: UnitOfWork, customer_id: str, field: MissingField, change: Element | Mapping[str, Any]
) -> list[Write]:
    if not isinstance(change, Element):
        body, back = Set(dict(change)), Set(dict.fromkeys(change))
        return [("customer", customer_id, body, back)]
    writes: list[Write] = [("customer", customer_id, Add((change,)), Del((change,)))]
    if field.field is Missing.CONDITION:
        # Whose word it is stands beside it.
        tag = {
            "customer": customer_id,
            "code": field.about,
            "owner": str(TagOwner.STAFF),
            "active": True,
            "source": uow.session.actor,
            "since_at": uow.now_ms,
        }
        record = tag_id(customer_id, field.about, TagOwner.STAFF)
        writes.append(("tag", record, Set(tag), Set({"active": False})))
    return writes


Change = Element | Mapping[str, Any] | FieldProblem


def _allergy(_uow: UnitOfWork, _field: MissingField, given: Given) -> Change:
    substance, _, note = given.text.strip().partition(" ")
    if not substance or len(given.text) > LONGEST:
        return FieldProblem("text", "FIELD_ALLERGY")
    return Element("allergies", {"substance": substance, "note": note.strip()})


def _condition(_uow: UnitOfWork, field: MissingField, given: Given) -> Change:
    if given.choice != 1:
        return FieldProblem("choice", "FIELD_CHOICE")
    return Element("conditions", field.about)


def _birth(uow: UnitOfWork, _field: MissingField, given: Given) -> Change:
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", given.text).strip().rstrip("日"))
    try:
        born = None if match is None else date(*(int(part) for part in match.groups()))
    except ValueError:
        born = None
    if born is None or not 0 <= uow.today.year - born.year <= _OLDEST or born > uow.today:
        return FieldProblem("text", "FIELD_BIRTH")
    return {"birth_on": born.isoformat()}


def _phone(_uow: UnitOfWork, _field: MissingField, given: Given) -> Change:
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", given.text))
    digits = digits.removeprefix("86") if len(digits) > 11 else digits  # noqa: PLR2004 (a mobile)
    if _PHONE.fullmatch(digits) is None:
        return FieldProblem("text", "FIELD_PHONE")
    return Element("phones", digits)


def _chosen(name: str, values: tuple[str, ...], given: Given) -> Change:
    if given.choice is None or not 1 <= given.choice <= len(values):
        return FieldProblem("choice", "FIELD_CHOICE")
    return {name: values[given.choice - 1]}


def _elsewhere(_uow: UnitOfWork, _field: MissingField, _given: Given) -> Change:
    # Consents are said with their text read out, in the sheet that is made for it.
    return FieldProblem("choice", "FIELD_CHOICE")


_READ: Final[Mapping[Missing, Callable[[UnitOfWork, MissingField, Given], Change]]] = {
    Missing.GUARDIAN: _elsewhere,
    Missing.HEALTH_FILE: _elsewhere,
    Missing.ALLERGIES: _allergy,
    Missing.CONDITION: _condition,
    Missing.BIRTH: _birth,
    Missing.PHONE: _phone,
    Missing.SEX: lambda _uow, _field, given: _chosen("sex", SEXES, given),
    Missing.CHANNEL: lambda _uow, _field, given: _chosen("channel", CHANNELS, given),
}
