"""Files that may be one person's, side by side. A till joins none: which file stays is HQ's to say
(`canonical_id`), so what somebody decides here goes there as a fact, and is not asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain.customer import UNNAMED, Customer, age_on, mask_name
from terminal.domain.imports.matching import LISTED, Person, compare
from terminal.domain.imports.rows import Entry
from terminal.domain.problems import Refusal
from terminal.domain.staff import RESPONSIBLE, Role
from terminal.services.customer_card import phone_tail
from terminal.services.import_plan import ways_to_read

SAME_PERSON: Final = "same_person"
"""The system of an `external_id` that says whether another file is of the same person: surely (100)
or surely not (0).
"""
CUSTOMER: Final = "customer"
SHOWN_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Side:
    """One of two files, masked."""

    customer: str
    masked_name: str = field(repr=False)
    sex: str | None
    age: int | None
    born: str = field(repr=False)
    phone_tail: str = field(repr=False)
    card_tail: str = field(repr=False)
    conditions: tuple[str, ...] = field(repr=False)
    allergies: tuple[str, ...] = field(repr=False)
    labels: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that look like one person's: how much speaks for it (0 to 100), and what."""

    first: Side
    second: Side
    score: int
    reasons: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what names the pair."""
        return f"{self.first.customer}|{self.second.customer}"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was said about a pair; `id` takes it back."""

    id: str
    pair: Pair
    is_same: bool


def suggestions(uow: UnitOfWork) -> tuple[Pair, ...] | Refusal:
    """Return the pairs that nobody decided about yet, the likeliest first. A shared phone alone is
    a household and no pair. Nothing is opened, so nothing is audited.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    if uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    pairs = uow.pairs.sharing()
    ids = {one for pair in pairs for one in pair}
    people = {
        one: customer
        for one, customer in uow.customers.many(ids).items()
        if customer.id == one and not (customer.restricted or customer.withdrawn)
    }
    decided = {
        (one, fact.value)
        for one, facts in uow.external_ids.of_many(CUSTOMER, people).items()
        for fact in facts
        if fact.system == SAME_PERSON
    }
    found = []
    for first, second in pairs:
        if {(first, second), (second, first)} & decided:
            continue
        if first in people and second in people:
            found.append(_pair(uow, people[first], people[second]))
    listed = [one for one in found if one.score >= LISTED]
    listed.sort(key=lambda one: (-one.score, one.key))
    return tuple(listed[:SHOWN_MOST])


def decide(uow: UnitOfWork, *, pair: Pair, is_same: bool) -> Decided | Refusal:
    """Record that two files are one person's, or that they are not."""
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    known = uow.customers.many([pair.first.customer, pair.second.customer])
    if len({one.id for one in known.values()}) < 2:  # noqa: PLR2004 (both, and not joined since)
        return Refusal("PAIR_GONE")
    record = uow.new_id()
    uow.put("external_id", record, Fact(_body(uow, pair, is_same=is_same)))
    action = "customer.same" if is_same else "customer.not_same"
    uow.audit(action, entity_kind=CUSTOMER, entity=pair.first.customer)
    return Decided(record, pair, is_same)


def undo(uow: UnitOfWork, *, decided: Decided) -> Refusal | None:
    """Take back what was said about a pair."""
    if uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    facts = uow.external_ids.of(CUSTOMER, decided.pair.first.customer)
    if not any(one.id == decided.id for one in facts):
        return Refusal("PAIR_GONE")
    body = _body(uow, decided.pair, is_same=decided.is_same)
    uow.put("external_id", uow.new_id(), Fact({**body, "undoes": decided.id}))
    uow.audit("customer.same_undone", entity_kind=CUSTOMER, entity=decided.pair.first.customer)
    return None


def _body(uow: UnitOfWork, pair: Pair, *, is_same: bool) -> dict[str, object]:
    return {
        "entity_kind": CUSTOMER,
        "entity": pair.first.customer,
        "system": SAME_PERSON,
        "value": pair.second.customer,
        "how": "staff",
        "confidence_e2": 100 if is_same else 0,
        "customer": pair.first.customer,
        "at": uow.now_ms,
        "by": uow.session.actor,
    }


def _pair(uow: UnitOfWork, one: Customer, other: Customer) -> Pair:
    entry = Entry(row=0, name=one.name, sex=one.sex, birth_on=one.birth_on, phones=one.phones)
    person = Person(other.name, other.phones, other.birth_on, other.sex, former=other.aliases)
    match = compare(entry, person, ways_to_read)
    score, reasons = match.score, match.reasons
    if UNNAMED in (one.name, other.name):
        # Who has not said a name yet is not somebody of another name.
        reasons = tuple(each for each in reasons if not each.endswith("_NAME"))
        score = LISTED
    return Pair(_side(uow, one), _side(uow, other), score, reasons)


def _side(uow: UnitOfWork, one: Customer) -> Side:
    return Side(
        customer=one.id,
        masked_name=mask_name(one.name),
        sex=one.sex,
        age=age_on(one.birth_on, uow.today),
        born=one.birth_on.isoformat() if one.birth_on else "",
        phone_tail=phone_tail(one),
        card_tail=(one.member_code or "")[-4:],
        conditions=one.conditions,
        allergies=tuple(each.substance for each in one.allergies),
        labels=one.tags,
    )
