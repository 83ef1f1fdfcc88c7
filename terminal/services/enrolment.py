"""Enrols a customer at the counter, and says while somebody types whom it may be already. No HQ is
needed for either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Add, Element, Set
from terminal.domain import enrolment
from terminal.domain.card import CustomerHit
from terminal.domain.customer import Customer, age_on, mask_name
from terminal.domain.enrolment import Draft, Known
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.search import Found, Sort
from terminal.domain.staff import Role
from terminal.domain.tag import TagOwner, tag_id
from terminal.services import begun, consents, reading_lock
from terminal.services.customer_card import phone_tail
from terminal.services.import_plan import ways_to_read

LISTED_MOST: Final = 3
_LOOKED_AT: Final = 50
_BY_LETTERS: Final = frozenset({Found.PINYIN, Found.INITIALS})


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody on file who may be the one that is being typed, masked. `score` is 0 to 100."""

    hit: CustomerHit
    score: int
    reasons: tuple[str, ...]
    is_adult: bool

    @property
    def is_sure(self) -> bool:
        """Tell whether it is the same person as far as one can tell."""
        return enrolment.is_sure(self.score)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A file that was just begun. `labels` are its words; with it, it is taken back. `phone_tail`
    is the end of its phone, as a queue may see it.
    """

    customer: str
    masked_name: str
    labels: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    draft: Draft = field(default_factory=Draft, repr=False)
    phone_tail: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Whom:
    """A customer whose card is open, or who was just enrolled, masked. Many are without a name: by
    the end of the phone they are told apart.
    """

    customer: str
    masked_name: str
    phone_tail: str = ""


def whom(uow: UnitOfWork, *, customer_id: str) -> Whom | None:
    """Return who a customer is, for the screen. Nothing is opened, so nothing is audited."""
    found = uow.customers.get(customer_id)
    if found is None or found.restricted or found.withdrawn:
        return None
    tail = found.phones[0][-4:] if found.phones else ""
    return Whom(customer_id, mask_name(found.name), tail)


def likely(uow: UnitOfWork, *, draft: Draft) -> tuple[Likely, ...]:
    """Return who may be the one that is being typed, the likeliest first: to be asked with every
    key. Nothing is opened, so nothing is audited; a file that may only be kept is not shown.
    """
    by_letters: set[str] = set()
    found = {one.id: one for one in _by_phone(uow, draft)}
    name = enrolment.name_to_look_for(draft.name)
    if name:
        matches = [one for one in uow.search.find(name) if one.sort is Sort.CUSTOMER]
        by_letters = {one.id for one in matches if one.found in _BY_LETTERS}
        found |= uow.customers.many(one.id for one in matches)
    made = []
    for one in {each.id: each for each in found.values()}.values():
        if one.restricted or one.withdrawn:
            continue
        known = Known(one.name, one.phones, one.birth_on)
        score, reasons = enrolment.weigh(
            draft, known, uow.today, ways_to_read, is_found=one.id in by_letters
        )
        if enrolment.is_listed(score, reasons):
            made.append((score, one, reasons))
    made.sort(key=lambda each: (-each[0], each[1].id))
    return tuple(_likely(uow, score, one, why) for score, one, why in made[:LISTED_MOST])


def enrol(uow: UnitOfWork, *, draft: Draft) -> Enrolled | tuple[FieldProblem, ...] | Refusal:
    """Begin a file: the customer, the labels and what was said about the data, in one group."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    said = enrolment.read(draft, uow.today)
    if isinstance(said, tuple):
        return said
    customer = uow.new_id()
    labels = enrolment.labels(draft)
    fields: dict[str, Any] = {
        "name": said.name,
        "sex": said.sex,
        "birth_on": said.birth_on.isoformat() if said.birth_on else None,
        "guardian": draft.guardian,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    uow.put("customer", customer, Set(given))
    elements = [Element("phones", said.phone)] if said.phone else []
    elements += [Element("tags", word) for _, word in labels]
    uow.put("customer", customer, Add(tuple(elements)))
    _label(uow, customer, labels)
    spoken: tuple[str, ...] = ()
    if draft.words:
        done = consents.say(
            uow,
            customer_id=customer,
            words=dict(draft.words),
            text_version=consents.SPOKEN,
            guardian=draft.guardian,
        )
        assert not isinstance(done, Refusal)  # Read above: somebody speaks, and the file is new.
        spoken = done
    uow.audit("customer.enrolled", entity_kind="customer", entity=customer)
    begun.file_saved(uow, draft)
    words = tuple(word for _, word in labels)
    tail = (said.phone or "")[-4:]
    return Enrolled(customer, mask_name(said.name), words, spoken, draft, tail)


def undo(uow: UnitOfWork, *, enrolled: Enrolled) -> Refusal | None:
    """Take a file back that was begun by mistake: it is withdrawn, and found no more."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(enrolled.customer)
    if customer is None or customer.withdrawn or customer.id != enrolled.customer:
        return Refusal("CUSTOMER_NOT_HERE")
    if enrolled.consents:
        stood = consents.undo(uow, customer_id=customer.id, consent_ids=enrolled.consents)
        if stood is not None:
            return stood
    uow.put("customer", customer.id, Set({"withdrawn": True}))
    uow.audit("customer.withdrawn", entity_kind="customer", entity=customer.id)
    return None


def _by_phone(uow: UnitOfWork, draft: Draft) -> Iterable[Customer]:
    phone, _ = enrolment.read_phone(draft.phone)
    if phone is not None:
        return uow.customers.by_phone(phone, _LOOKED_AT)
    tail = enrolment.tail_of(draft.phone)
    if not tail:
        return ()
    matches = [
        one
        for one in uow.search.find(tail)
        if one.sort is Sort.CUSTOMER and one.found is Found.PHONE
    ]
    return uow.customers.many(one.id for one in matches).values()


def _likely(uow: UnitOfWork, score: int, one: Customer, reasons: tuple[str, ...]) -> Likely:
    age = age_on(one.birth_on, uow.today)
    full = CustomerHit(one.id, mask_name(one.name), one.sex, age, phone_tail(one), one.tier)
    (hit,) = reading_lock.hits(uow, (full,))
    assert isinstance(hit, CustomerHit)
    return Likely(hit, score, reasons, enrolment.is_adult(one.birth_on, uow.today))


def _label(uow: UnitOfWork, customer: str, labels: Iterable[tuple[str, str]]) -> None:
    for code, word in labels:
        fields: dict[str, Any] = {
            "customer": customer,
            "code": code,
            "owner": str(TagOwner.STAFF),
            "active": True,
            "source": uow.session.actor,
            "since_at": uow.now_ms,
            "reason": word,
        }
        uow.put("tag", tag_id(customer, code, TagOwner.STAFF), Set(fields))
