"""A visit note that was saved wrongly, put right or withdrawn when saving can be undone no more.

It stays on record: another takes its place (see `terminal.domain.note_trail`), as of the moment it
was noted at, and only that one counts. Of who refused a health file nothing new is stored, so that
a correction is not; a withdrawal is, for it takes away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import keywords
from terminal.domain.customer import Customer
from terminal.domain.note_trail import NoteTrail, note_trails
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.visit import VisitNote
from terminal.services import consents, origin, restriction, visits
from terminal.services.consents import HEALTH_REFUSED
from terminal.services.visits import Words

OFFERED: Final = 5
"""So many notes can be put right on the screen, newest first."""
_LOOKED_AT: Final = 50
_GONE: Final = Refusal("NOTE_CHANGED")


@dataclass(frozen=True, slots=True)
class PastNote:
    """A note that stands, with what was said before, who wrote it (by name), whether at this till,
    and the ids of all that was ever said in its place.
    """

    note: VisitNote
    before: tuple[VisitNote, ...] = ()
    by: str = ""
    is_here: bool = True
    ids: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Return the id of what stands."""
        return self.note.id


@dataclass(frozen=True, slots=True)
class NoteMended:
    """A note that was put right or withdrawn: `made` stands in the place of `before`."""

    before: VisitNote
    made: str
    is_withdrawn: bool = False


def recent(uow: UnitOfWork, *, customer_id: str) -> tuple[PastNote, ...] | Refusal:
    """Return the last notes that stand and were written in this store, newest first. While reading
    is locked nothing is shown.
    """
    customer = restriction.served(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    if uow.sync.is_reading_locked:
        return ()
    told = [one for one in uow.visits.of_customer(customer.id, _LOOKED_AT) if _says(one)]
    # Who works here is known by name; of another store's people nothing comes to a till.
    names = uow.staff.names({one.by for one in told})
    shown = [one for one in told if one.by in names][:OFFERED]
    every = note_trails(uow.visits.versions(one.id for one in shown))
    by_id = {one.stands.id: one for one in every if one.stands is not None}
    return tuple(_past(uow, by_id[one.id], names) for one in shown if one.id in by_id)


def correct(
    uow: UnitOfWork,
    *,
    visit_id: str,
    text: str,
    side_effects: Sequence[str] = (),
    words: Words | None = None,
) -> NoteMended | Refusal | list[FieldProblem]:
    """Put a note in the place of one that was saved wrongly, noted when that one was. What is said
    and what the words mention is read as of a new one.
    """
    found = _found(uow, visit_id)
    if isinstance(found, Refusal):
        return found
    customer, old = found
    if consents.refuses_health(uow, customer_id=customer.id):
        return HEALTH_REFUSED
    plain, effects = text.strip(), tuple(dict.fromkeys(side_effects))
    if problems := visits.wrong(plain, effects):
        return problems
    if (plain, set(effects)) == (old.note, set(old.side_effects)):
        return [FieldProblem("note", "NOTE_UNCHANGED")]
    heard = keywords.USUAL if words is None else words
    said = keywords.codes(keywords.find(plain, heard))
    made = _put(uow, old, old.id, note=plain, side_effects=effects, keywords=said)
    uow.audit("visit.corrected", entity_kind="customer", entity=customer.id)
    return NoteMended(old, made)


def withdraw(uow: UnitOfWork, *, visit_id: str) -> NoteMended | Refusal:
    """Say that a note was entered in error: it was a slip, or about another customer."""
    found = _found(uow, visit_id)
    if isinstance(found, Refusal):
        return found
    customer, old = found
    made = _put(uow, old, old.id)
    uow.audit("visit.withdrawn", entity_kind="customer", entity=customer.id)
    return NoteMended(old, made, is_withdrawn=True)


def undo(uow: UnitOfWork, *, mended: NoteMended) -> Refusal | None:
    """Take a correction or a withdrawal back: what stood before stands again."""
    old = mended.before
    customer = restriction.served(uow, old.customer)
    if isinstance(customer, Refusal):
        return customer
    trail = _trail(uow, old.id)
    stands = None if trail is None else trail.stands
    standing = None if mended.is_withdrawn else mended.made
    if trail is None or (None if stands is None else stands.id) != standing:
        return _GONE
    words = {"note": old.note, "side_effects": old.side_effects, "keywords": old.keywords}
    _put(uow, old, mended.made, **words)
    uow.audit("visit.restored", entity_kind="customer", entity=customer.id)
    return None


def _found(uow: UnitOfWork, visit_id: str) -> tuple[Customer, VisitNote] | Refusal:
    """Return a note that stands and may be worked with, and whose it is."""
    trail = _trail(uow, visit_id)
    stands = None if trail is None else trail.stands
    old = None if stands is None else stands.note
    first = None if trail is None else trail.versions[0].note
    customer = restriction.served(uow, "" if first is None else first.customer)
    if isinstance(customer, Refusal):
        return customer
    return _GONE if old is None or old.id != visit_id else (customer, old)


def _trail(uow: UnitOfWork, visit_id: str) -> NoteTrail | None:
    return next(iter(note_trails(uow.visits.versions([visit_id]))), None)


def _put(uow: UnitOfWork, old: VisitNote, supersedes: str, **said: Any) -> str:
    """Put a note in the place of another; without words it takes that one back."""
    made = uow.new_id()
    words = {name: one if isinstance(one, str) else list(one) for name, one in said.items() if one}
    fields = {
        "customer": old.customer,
        "at": round(old.at.timestamp() * 1000),
        "by": uow.session.actor,
        "channel": old.channel,
        "supersedes": supersedes,
        **words,
        **({"order_no": old.order_no} if words and old.order_no else {}),
    }
    uow.put("visit", made, Fact(fields))
    return made


def _past(uow: UnitOfWork, trail: NoteTrail, names: Mapping[str, str]) -> PastNote:
    stands = trail.stands
    assert stands is not None, "only what stands is listed"
    return PastNote(
        stands.note,
        trail.before,
        names.get(stands.note.by, ""),
        origin.is_here(uow, stands.stamp),
        frozenset(one.id for one in trail.versions),
    )


def _says(note: VisitNote) -> bool:
    return bool(note.note or note.side_effects)
