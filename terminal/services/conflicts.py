"""Contradictions in a file, asked at the counter: found, answered with one key, taken back."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import conflicts
from terminal.domain.card import ConflictItem, ReplyItem
from terminal.domain.conflicts import CODE, Facts, Replied
from terminal.domain.customer import Customer, age_on
from terminal.domain.forms.response import ResponseUnreadableError, from_items
from terminal.domain.forms.telling import Told, told
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    GLUCOSE_RANDOM,
    SYSTOLIC,
    Reading,
)
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role
from terminal.services.restriction import RESTRICTED
from terminal.services.seen import Seen, look

_LOOKED_BACK: Final = 200
"""So many form responses of one customer are looked at."""


def find(
    uow: UnitOfWork, customer: Customer, seen: Seen | None = None, known: Facts | None = None
) -> tuple[ConflictItem, ...]:
    """Return what is to be asked of a customer today, in the order of HQ's rules. `seen` and
    `known`: from who has read them already.
    """
    rules = uow.rules.conflicts()
    if not rules or customer.restricted:
        return ()
    seen = seen or look(uow, customer)
    replied = [one for one in map(_replied, seen.told) if one is not None]
    found = conflicts.find(rules, known or facts(uow, customer, seen), replied, uow.today)
    return tuple(
        ConflictItem(
            one.rule.id,
            one.key,
            one.rule.ask,
            tuple(ReplyItem(reply.code, reply.words) for reply in one.rule.replies),
        )
        for one in found
    )


def facts(uow: UnitOfWork, customer: Customer, seen: Seen | None = None) -> Facts:
    """Return what rules may ask about a customer, as the file is now."""
    seen = seen or look(uow, customer)
    readings: dict[str, float] = {}
    for one in seen.told:  # Newest first, so the first of a kind counts.
        for name, value in _values(one).items():
            readings.setdefault(name, value)
    return Facts(
        age=age_on(customer.birth_on, uow.today),
        sex=customer.sex,
        tier=customer.tier,
        conditions=frozenset(customer.conditions),
        allergies=frozenset(one.substance for one in customer.allergies),
        tags=frozenset(customer.tags),
        taken=seen.taken,
        readings=readings,
        answers=_answers(uow, customer),
        purchases=seen.purchases,
        bought=seen.bought,
    )


def _answers(uow: UnitOfWork, customer: Customer) -> dict[str, Told]:
    """Return what a customer answered by link id: of each form the last time, the newest first."""
    found: dict[str, Told] = {}
    seen: set[str] = set()
    for response in uow.responses.of_customer(customer.id, _LOOKED_BACK):
        if response.form in seen or not response.items:
            continue  # One without items took another back.
        seen.add(response.form)
        with suppress(ResponseUnreadableError):
            answers = from_items(response.items)
            form = uow.policies.form(response.form, response.form_version)
            found = told(form, answers) | found
    return found


def reply(uow: UnitOfWork, *, customer_id: str, rule_id: str, key: str, code: str) -> str | Refusal:
    """Record how a question was answered, and return the id of the answer."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    if customer.restricted:
        return RESTRICTED
    asked = next(
        (one for one in find(uow, customer) if (one.rule, one.key) == (rule_id, key)), None
    )
    if asked is None or code not in {one.code for one in asked.replies}:
        return Refusal("CONFLICT_GONE")
    answer = uow.new_id()
    fields = {
        "customer": customer.id,
        "code": CODE,
        "at": uow.now_ms,
        "items": {},
        "value": f"{rule_id} {code}",
        "note": key,
        "by": uow.session.actor,
    }
    uow.put("observation", answer, Fact(fields))
    uow.audit("conflict.answered", entity_kind="customer", entity=customer.id)
    return answer


def undo(uow: UnitOfWork, *, answer_id: str) -> Refusal | None:
    """Take an answer back by one that says nothing: the question stands again."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    answer = uow.observations.get(answer_id)
    if answer is None or answer.code != CODE or answer.value is None:
        return Refusal("CONFLICT_GONE")
    fields = {
        "customer": answer.customer,
        "code": CODE,
        "at": uow.now_ms,
        "items": {},
        "supersedes": answer.id,
        "by": uow.session.actor,
    }
    uow.put("observation", uow.new_id(), Fact(fields))
    uow.audit("conflict.undone", entity_kind="customer", entity=answer.customer)
    return None


def _values(reading: Reading) -> dict[str, float]:
    """Return a reading's values in their usual units, by name."""
    items = reading.items
    if reading.code in (GLUCOSE_FASTING, GLUCOSE_RANDOM) and GLUCOSE in items:
        return {reading.code: items[GLUCOSE] / 10}
    if reading.code == BLOOD_PRESSURE and SYSTOLIC in items and DIASTOLIC in items:
        return {"systolic": float(items[SYSTOLIC]), "diastolic": float(items[DIASTOLIC])}
    return {}


def _replied(reading: Reading) -> Replied | None:
    rule, _, code = (reading.value or "").rpartition(" ")
    if reading.code != CODE or not rule:
        return None
    return Replied(rule, code, reading.note, reading.at)
