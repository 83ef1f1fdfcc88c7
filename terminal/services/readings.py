"""Readings taken at the counter, without a task that asked for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact, Set
from terminal.domain import followup, observation
from terminal.domain.card import ReadingItem
from terminal.domain.customer import Mark
from terminal.domain.followup import RECONTACT_DAYS
from terminal.domain.observation import Reading, ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.reading_trail import trails
from terminal.domain.staff import Role
from terminal.services import consents
from terminal.services.consents import HEALTH_REFUSED
from terminal.services.restriction import RESTRICTED


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading on record since the day `on`. `recontact_on` is when the customer is asked again
    because the reading needs a doctor; None when it does not, or HQ has no rule that asks for it.
    """

    item: ReadingItem
    on: date
    recontact_on: date | None = None

    @property
    def reading(self) -> str:
        """Return the id of the reading."""
        return self.item.reading.id

    @property
    def level(self) -> ReadingLevel:
        """Return what the reading means."""
        return self.item.level


def record(
    uow: UnitOfWork,
    *,
    customer_id: str,
    code: str,
    items: dict[str, int],
    at_ms: int | None = None,
) -> Taken | Refusal | list[FieldProblem]:
    """Record a reading, of now or of an instant before (`at_ms`, UTC). One that needs a doctor
    calls for a contact within two weeks, in the same group. A value out of range is a problem to
    mend, and nothing was recorded. Of who refused a health file none is stored.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    customer = uow.customers.get(customer_id)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    if customer.restricted:
        return RESTRICTED
    if consents.refuses_health(uow, customer_id=customer.id):
        return HEALTH_REFUSED
    if problems := observation.check(code, items):
        return problems
    reading_id = uow.new_id()
    fields = {
        "customer": customer.id,
        "code": code,
        "at": uow.now_ms if at_ms is None else at_ms,
        "items": dict(items),
        "by": uow.session.actor,
    }
    uow.put("observation", reading_id, Fact(fields))
    level = observation.level(code, items)
    recontact = None
    if level is ReadingLevel.DANGER:
        recontact = call_again(uow, customer.id, code, reading_id)
    uow.audit("reading.recorded", entity_kind="customer", entity=customer.id)
    at = uow.now if at_ms is None else datetime.fromtimestamp(at_ms / 1000, UTC)
    reading = Reading(reading_id, customer.id, code, at, dict(items), mark=Mark.LOCAL)
    return Taken(ReadingItem(reading, level), uow.today, recontact)


def undo(uow: UnitOfWork, *, reading_id: str) -> Refusal | None:
    """Take a reading back by one that says nothing. A task that it called for and nobody worked on
    is cancelled, since there is nothing to ask about.
    """
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    reading = uow.observations.get(reading_id)
    if reading is None or not reading.items:
        return Refusal("READING_GONE")
    void(uow, reading.id)
    cancel_calls(uow, [reading.id])
    uow.audit("reading.undone", entity_kind="customer", entity=reading.customer)
    return None


def standing(uow: UnitOfWork, ids: Iterable[str]) -> dict[str, Reading]:
    """Return readings by id as they stand now: under the id of one that was put right what took its
    place, and nothing under that of one that was taken back.
    """
    asked = list(ids)
    found = uow.observations.many(asked)
    for trail in trails(uow.observations.versions(uow.observations.replaced(asked))):
        for version in trail.versions:
            if version.id in found and trail.stands is not None:
                found[version.id] = trail.stands.reading
            else:
                found.pop(version.id, None)
    return found


def void(uow: UnitOfWork, reading_id: str, *, note: str | None = None) -> tuple[str, ...]:
    """Put a reading that says nothing in the place of one, or of what stands in its place by now;
    `note` says why. Return the ids of what was put there.
    """
    made = []
    for trail in trails(uow.observations.versions([reading_id])):
        for reading in (one.reading for one in trail.last):
            fields = {
                "customer": reading.customer,
                "code": reading.code,
                "at": round(reading.at.timestamp() * 1000) if note else uow.now_ms,
                "items": {},
                "supersedes": reading.id,
                "by": uow.session.actor,
                "task": trail.task,
                "note": note,
            }
            made.append(uow.new_id())
            uow.put("observation", made[-1], Fact(fields))
    return tuple(made)


def cancel_calls(uow: UnitOfWork, readings: Iterable[str]) -> int:
    """Cancel the open tasks that these readings called for, and return how many there were."""
    count = 0
    for task in (task for reading in readings for task in uow.tasks.after(reading)):
        if task.state == followup.TaskState.OPEN:
            outcome = {
                "task": task.id,
                "customer": task.customer,
                "code": str(followup.OutcomeCode.OTHER),
                "at": uow.now_ms,
                "by": uow.session.actor,
            }
            uow.put("outcome", uow.new_id(), Fact(outcome))
            count += 1
    return count


def call_again(uow: UnitOfWork, customer: str, code: str, reading_id: str) -> date | None:
    """Call for a contact within two weeks after a reading that needs a doctor, and return when; an
    open one is moved there. None: HQ has no rule that asks for it.
    """
    rules = [rule for rule in uow.rules.followups().values() if rule.reading == code]
    if not rules:
        return None
    due_on = uow.today + timedelta(days=RECONTACT_DAYS)
    for task in uow.tasks.open_of_customer(customer):
        if task.rule in {rule.id for rule in rules}:
            # Somebody is to ask already: not later than now.
            if task.due_on > due_on:
                uow.put("task", task.id, Set({"due_on": due_on.isoformat()}))
            return min(task.due_on, due_on)
    rule = min(rules, key=lambda one: (one.cycle_days, one.id))
    task_id = followup.task_id(rule.id, customer, reading_id)
    uow.put(
        "task",
        task_id,
        Set(
            {
                "rule": rule.id,
                "rule_version": rule.version,
                "customer": customer,
                "anchor": reading_id,
                "due_on": due_on.isoformat(),
            }
        ),
    )
    return due_on
