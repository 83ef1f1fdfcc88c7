"""Labels put on a customer and taken off by hand, at the counter. Only what staff put on comes off:
the labels of rules, models and HQ are theirs, and what the customer said is corrected in its form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Add, Del, Element, Set
from terminal.domain import card_file, enrolment
from terminal.domain.card_file import LabelKind
from terminal.domain.customer import Customer
from terminal.domain.problems import Refusal
from terminal.domain.tag import Tag, TagOwner, tag_id
from terminal.services import consents, restriction
from terminal.services.spelling import spelt

USED_MOST: Final = 200
"""So many labels of this store are offered at most; nobody keeps more apart."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A label to put on, or one that is on: `word` is what it is called here, `owner` whose it is
    while it is on, empty where the file does not say. `letters` are ways to type it.
    """

    code: str
    word: str
    is_on: bool = False
    owner: str = ""
    letters: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Tell whether it is turned by hand: it is off, or staff put it on."""
        return not self.is_on or self.owner == TagOwner.STAFF


@dataclass(frozen=True, slots=True)
class Turned:
    """A label that was put on or taken off: its record, what it was before, and the word that came
    into the file or went out of it with it, if one did.
    """

    record: str
    customer: str
    code: str
    word: str
    is_on: bool
    before: dict[str, Any] = field(repr=False)
    element: str | None = None


def choices(uow: UnitOfWork, *, customer_id: str) -> tuple[Choice, ...] | Refusal:
    """Return the labels that are on, then those of the sheet for new files and those that are in
    use in this store.
    """
    customer = restriction.readable(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    kept = uow.tags.of_customer(customer.id)
    named = card_file.labels(customer.conditions, customer.tags, kept, uow.today)
    found: dict[str, Choice] = {}
    for kind, name, record in named:
        if kind is LabelKind.TAG and record is None:
            found[name] = _choice(name, name, is_on=True)
        elif kind is LabelKind.TAG and record is not None:
            # A rule's reason is why it put it on; staff's is what they call it.
            word = record.reason if record.owner == TagOwner.STAFF else ""
            found[record.code] = _choice(record.code, word or name, is_on=True, owner=record.owner)
    words = {one.word for one in found.values()}
    for code, word in (*_of_new_files(), *uow.tags.used(str(TagOwner.STAFF), USED_MOST)):
        if code not in found and word not in words:
            found[code] = _choice(code, word)
            words.add(word)
    return tuple(found.values())


def turn(
    uow: UnitOfWork, *, customer_id: str, code: str, word: str, is_on: bool
) -> Turned | Refusal:
    """Put a label on, or take one of staff's off."""
    customer = restriction.readable(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    ours = _of_staff(uow, customer, code)
    if not is_on:
        return Refusal("LABEL_NOT_STAFFS", {"label": word}) if ours is None else _off(uow, ours)
    if consents.refuses_health(uow, customer_id=customer.id):
        return consents.HEALTH_REFUSED
    if ours is not None:
        return Refusal("LABEL_IS_ON", {"label": word})
    record = tag_id(customer.id, code, TagOwner.STAFF)
    old = uow.tags.get(record)
    fields: dict[str, Any] = {
        "active": True,
        "source": uow.session.actor,
        "since_at": uow.now_ms,
        "reason": word,
    }
    if old is None:
        fields |= {"customer": customer.id, "code": code, "owner": str(TagOwner.STAFF)}
    elif old.until_on is not None:
        fields["until_on"] = None
    uow.put("tag", record, Set(fields))
    element = None if word in customer.tags else word
    if element is not None:
        uow.put("customer", customer.id, Add((Element("tags", element),)))
    uow.audit("label.on", entity_kind="customer", entity=customer.id)
    before = {"active": False} if old is None else _fields(old)
    return Turned(record, customer.id, code, word, True, before, element)


def undo(uow: UnitOfWork, *, turned: Turned) -> Refusal | None:
    """Make it as it was before."""
    customer = restriction.readable(uow, turned.customer)
    if isinstance(customer, Refusal):
        return customer
    uow.put("tag", turned.record, Set(turned.before))
    if turned.element is not None:
        elements = (Element("tags", turned.element),)
        uow.put("customer", customer.id, Del(elements) if turned.is_on else Add(elements))
    uow.audit("label.undone", entity_kind="customer", entity=customer.id)
    return None


def _off(uow: UnitOfWork, one: Tag) -> Turned:
    word = one.reason or one.code
    holder = uow.customers.get(one.customer)
    element = word if holder is not None and word in holder.tags else None
    uow.put("tag", one.id, Set({"active": False}))
    if element is not None:
        uow.put("customer", one.customer, Del((Element("tags", element),)))
    uow.audit("label.off", entity_kind="customer", entity=one.customer)
    return Turned(one.id, one.customer, one.code, word, False, {"active": True}, element)


def _of_staff(uow: UnitOfWork, customer: Customer, code: str) -> Tag | None:
    every = uow.tags.of_customer(customer.id)
    ours = (one for one in every if (one.code, one.owner) == (code, TagOwner.STAFF))
    return next((one for one in ours if one.holds(uow.today)), None)


def _fields(old: Tag) -> dict[str, Any]:
    return {
        "active": old.active,
        "source": old.source,
        "since_at": None if old.since is None else round(old.since.timestamp() * 1000),
        "until_on": None if old.until_on is None else old.until_on.isoformat(),
        "reason": old.reason or None,
    }


def _of_new_files() -> Iterator[tuple[str, str]]:
    for one in (*enrolment.KINDS, *enrolment.TEMPLATES):
        yield one.code, one.word


def _choice(code: str, word: str, *, is_on: bool = False, owner: str = "") -> Choice:
    return Choice(code, word, is_on, owner, (word.lower(), *spelt(word)))
