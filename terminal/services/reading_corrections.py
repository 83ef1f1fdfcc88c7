"""A reading that was saved wrongly, put right or withdrawn when saving can be undone no more.

It stays on record: another takes its place (see `terminal.domain.reading_trail`), with the moment
it was measured at, and only that one counts. A reading that came with the answers to a form is put
right in them, or the two would say different things. Of who refused a health file nothing new is
stored, so that a correction is not; a withdrawal is, for it takes away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import followup, observation
from terminal.domain.card import ReadingItem
from terminal.domain.customer import Customer, Mark
from terminal.domain.forms.extracting import Extracted, extract
from terminal.domain.forms.response import ResponseUnreadableError, from_items
from terminal.domain.observation import ITEMS, Reading, ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.reading_trail import ERROR, RESTORED, Trail, trails
from terminal.domain.staff import Role
from terminal.services import consents, forms, origin, readings, restriction
from terminal.services.consents import HEALTH_REFUSED
from terminal.services.readings import Taken

OFFERED: Final = 5
"""So many readings of a kind can be put right on the screen, newest first."""
_LOOKED_AT: Final = 200
_GONE: Final = Refusal("READING_CHANGED")


@dataclass(frozen=True, slots=True)
class Past:
    """A reading that stands, with what was said before, who entered what stands (by name, empty:
    not known), whether at this till, and the title of the form it came with, by language.
    """

    item: ReadingItem
    before: tuple[ReadingItem, ...] = ()
    by: str = ""
    is_here: bool = True
    form: Mapping[str, str] | None = None

    @property
    def id(self) -> str:
        """Return the id of what stands."""
        return self.item.reading.id


@dataclass(frozen=True, slots=True)
class Mended:
    """A reading that was put right (`item` says what stands, on the day `on`) or withdrawn (None);
    `before` is what stood, `made` what was put in its place. `recontact_on` is when the customer is
    asked again because what stands needs a doctor. `cancelled` tasks were there only because of
    what stood; `still_on` is when the customer is asked about readings of the kind all the same.
    """

    before: ReadingItem
    made: tuple[str, ...]
    item: ReadingItem | None
    on: date
    recontact_on: date | None = None
    cancelled: int = 0
    still_on: date | None = None

    @property
    def taken(self) -> Taken | None:
        """Return what stands as a reading that was taken, None when it was withdrawn."""
        return None if self.item is None else Taken(self.item, self.on, self.recontact_on)


def recent(
    uow: UnitOfWork, *, customer_id: str, codes: Sequence[str]
) -> tuple[Past, ...] | Refusal:
    """Return the last readings of some kinds that stand, newest first. While reading is locked
    nothing is shown.
    """
    customer = restriction.served(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    if uow.sync.is_reading_locked:
        return ()
    told = uow.observations.of_customer(customer.id, _LOOKED_AT)
    shown = [one for one in told if one.code in codes][:OFFERED]
    every = trails(uow.observations.versions(one.id for one in shown))
    by_id = {one.stands.id: one for one in every if one.stands is not None}
    names = uow.staff.names({v.by for one in every for v in one.versions if v.by})
    formed = _of_forms(uow, customer.id, shown)
    return tuple(_past(uow, by_id[one.id], names, formed) for one in shown if one.id in by_id)


def correct(
    uow: UnitOfWork, *, reading_id: str, code: str, items: dict[str, int]
) -> Mended | Refusal | list[FieldProblem]:
    """Put a reading in the place of one that was saved wrongly, measured when that one was. One
    that needs a doctor calls for a contact like a new one; where the wrong one had called for a
    contact, that is cancelled.
    """
    found = _found(uow, reading_id)
    if isinstance(found, Refusal):
        return found
    customer, old, trail = found
    if consents.refuses_health(uow, customer_id=customer.id):
        return HEALTH_REFUSED
    if _form_of(_of_forms(uow, customer.id, [old]), old) is not None:
        return Refusal("READING_OF_FORM")
    if problems := _wrong(old, code, items):
        return problems
    made = _put(uow, old, code, items, task=trail.task, supersedes=old.id)
    uow.audit("reading.corrected", entity_kind="customer", entity=customer.id)
    return _mended(uow, customer, old, (made,), _reading(old, made, code, items))


def withdraw(uow: UnitOfWork, *, reading_id: str) -> Mended | Refusal:
    """Say that a reading was entered in error: it was a slip, or another customer's. What it alone
    called for is cancelled.
    """
    found = _found(uow, reading_id)
    if isinstance(found, Refusal):
        return found
    customer, old, _ = found
    refuses = consents.refuses_health(uow, customer_id=customer.id)
    if not refuses and _form_of(_of_forms(uow, customer.id, [old]), old) is not None:
        return Refusal("READING_OF_FORM")
    made = readings.void(uow, old.id, note=ERROR)
    uow.audit("reading.withdrawn", entity_kind="customer", entity=customer.id)
    return _mended(uow, customer, old, made, None)


def undo(uow: UnitOfWork, *, mended: Mended) -> Refusal | None:
    """Take a correction or a withdrawal back: what stood before stands again."""
    if uow.session.role is Role.SYSTEM:
        return Refusal("NOT_SIGNED_IN")
    old = mended.before.reading
    customer = uow.customers.get(old.customer)
    if customer is None:
        return Refusal("CUSTOMER_NOT_HERE")
    if customer.restricted:
        return restriction.RESTRICTED
    trail = _trail(uow, old.id)
    stands = None if trail is None else trail.stands
    standing = None if mended.item is None else mended.item.reading.id
    if trail is None or (None if stands is None else stands.id) != standing:
        return _GONE
    about = {"task": trail.task, "note": RESTORED}
    made = _put(uow, old, old.code, old.items, supersedes=mended.made[0], **about)
    now = None if stands is None else stands.reading
    _calls(uow, customer, trail, now, _reading(old, made, old.code, old.items))
    uow.audit("reading.restored", entity_kind="customer", entity=customer.id)
    return None


def _found(uow: UnitOfWork, reading_id: str) -> tuple[Customer, Reading, Trail] | Refusal:
    """Return a reading that stands and may be worked with, whose it is, and what it was before."""
    old = uow.observations.get(reading_id)
    customer = restriction.served(uow, "" if old is None else old.customer)
    if isinstance(customer, Refusal):
        return customer
    trail = _trail(uow, reading_id)
    stands = None if trail is None else trail.stands
    if old is None or trail is None or old.code not in ITEMS:
        return _GONE
    return (customer, old, trail) if stands is not None and stands.id == old.id else _GONE


def _wrong(old: Reading, code: str, items: dict[str, int]) -> list[FieldProblem]:
    if ITEMS.get(code) != ITEMS[old.code]:
        return [FieldProblem("code", "READING_UNKNOWN")]
    if (code, items) == (old.code, old.items):
        return [FieldProblem(ITEMS[code][0], "READING_UNCHANGED")]
    return observation.check(code, items)


def _trail(uow: UnitOfWork, reading_id: str) -> Trail | None:
    return next(iter(trails(uow.observations.versions([reading_id]))), None)


def _put(
    uow: UnitOfWork,
    old: Reading,
    code: str,
    items: dict[str, int],
    **about: str | None,
) -> str:
    made = uow.new_id()
    fields = {
        "customer": old.customer,
        "code": code,
        "at": round(old.at.timestamp() * 1000),
        "items": dict(items),
        "by": uow.session.actor,
        **about,
    }
    uow.put("observation", made, Fact(fields))
    return made


def _reading(old: Reading, made: str, code: str, items: dict[str, int]) -> Reading:
    return Reading(made, old.customer, code, old.at, dict(items), old.id, Mark.LOCAL)


def _mended(
    uow: UnitOfWork, customer: Customer, old: Reading, made: tuple[str, ...], now: Reading | None
) -> Mended:
    trail = _trail(uow, old.id)
    assert trail is not None, "what was just put is there"
    recontact, cancelled, still = _calls(uow, customer, trail, old, now)
    item = None if now is None else _item(now)
    return Mended(_item(old), made, item, uow.today, recontact, cancelled, still)


def _calls(
    uow: UnitOfWork, customer: Customer, trail: Trail, old: Reading | None, now: Reading | None
) -> tuple[date | None, int, date | None]:
    """Call for what the reading that stands now calls for, and cancel what only the one before
    called for. Return when the customer is asked again, how many tasks were cancelled, and when
    they are asked about such readings anyway.
    """
    if now is not None and _is_danger(now):
        return readings.call_again(uow, customer.id, now.code, now.id), 0, None
    if old is None or not _is_danger(old):
        return None, 0, None
    cancelled = readings.cancel_calls(uow, [one.id for one in trail.versions])
    rules = {rule.id for rule in uow.rules.followups().values() if rule.reading == old.code}
    soon = [
        task.due_on
        for task in uow.tasks.open_of_customer(customer.id)
        if task.rule in rules and task.state == followup.TaskState.OPEN
    ]
    return None, cancelled, min(soon, default=None)


def _is_danger(reading: Reading) -> bool:
    return observation.level(reading.code, reading.items) is ReadingLevel.DANGER


def _item(reading: Reading) -> ReadingItem:
    return ReadingItem(reading, observation.level(reading.code, reading.items))


def _past(
    uow: UnitOfWork,
    trail: Trail,
    names: Mapping[str, str],
    formed: Sequence[tuple[Mapping[str, str], int, Extracted]],
) -> Past:
    stands = trail.stands
    assert stands is not None, "only what stands is listed"
    return Past(
        _item(stands.reading),
        tuple(_item(one) for one in trail.before),
        names.get(stands.by or "", ""),
        origin.is_here(uow, stands.stamp),
        _form_of(formed, stands.reading),
    )


def _of_forms(
    uow: UnitOfWork, customer_id: str, of: Sequence[Reading]
) -> list[tuple[Mapping[str, str], int, Extracted]]:
    """Return the readings in answers that stand, can be corrected and were given when one of these
    was measured: title of the form, instant of the answers (UTC ms), the reading.
    """
    found, moments = [], {one.at for one in of}
    for response in forms.answered(uow, customer_id):
        if response.at not in moments:
            continue
        form = uow.policies.form(response.form, response.form_version)
        if form is None:
            continue
        try:
            answers = from_items(response.items)
        except ResponseUnreadableError:
            continue
        at_ms = round(response.at.timestamp() * 1000)
        found += [(form.title, at_ms, one) for one in extract(form, answers)]
    return found


def _form_of(
    formed: Sequence[tuple[Mapping[str, str], int, Extracted]], reading: Reading
) -> Mapping[str, str] | None:
    at_ms = round(reading.at.timestamp() * 1000)
    return next(
        (
            title
            for title, at, one in formed
            if (at, one.code, one.items) == (at_ms, reading.code, reading.items)
        ),
        None,
    )
