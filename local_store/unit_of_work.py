"""One transaction's view of the store: repositories to read, `put` and `audit` to write.

Every write changes the row and appends its op to the outbox together, so what a person did is
either saved and on its way to HQ, or did not happen. All ops of one unit share a group and a stamp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from local_store import search_upkeep
from local_store.book_base import Machinery
from local_store.changes import Changes
from local_store.checked_ops import made_plain, require_valid, wire_of, written_by
from local_store.connection import Connection
from local_store.errors import NotEnrolledError, ReadOnlyError, RecordInvalidError
from local_store.group_writer import Group, GroupParts, GroupWriter
from local_store.identity import UUID7_RANDOM_BYTES, uuid7
from local_store.meta import Meta
from local_store.outbox import Draft, Outbox
from local_store.ports import Clock, IdSource
from local_store.rebase import Rebase
from local_store.record_table import TABLES, Stored
from local_store.records.customers import Customers
from local_store.records.medicines import Medicines
from local_store.records.observations import Observations
from local_store.records.outcomes import Outcomes
from local_store.records.rules import Rules
from local_store.records.staff import StaffMembers
from local_store.records.stock import Stock
from local_store.records.tasks import Tasks
from local_store.records.tickets import Tickets
from local_store.repositories import Repositories
from local_store.row_writer import RowWriter
from local_store.search import Search
from local_store.stamps import Stamps
from local_store.standing import HEARD, SKEW
from local_store.sync_book import SyncBook
from sync.merge import AuthorityError, State, apply
from sync.protocol.kinds import KINDS, Kind
from sync.protocol.ops import SALT_BYTES, Fact, OpBody
from terminal.domain.customer import Mark
from terminal.domain.staff import Role, Session

SYSTEM_ACTOR: Final = "system"
CLOCK_SLACK_MS: Final = 10 * 60 * 1000
"""So far a clock may be behind the time HQ was last heard, and still be believed."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The store's time zone, and how many minutes after midnight its business day begins."""

    time_zone: str
    day_starts_at: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a unit of work gets from its store. `calendar` counts until the till is enrolled."""

    clock: Clock
    ids: IdSource
    calendar: Calendar
    writable: bool


class UnitOfWork(Repositories):
    """Made by the store for each piece of work, and of no use after it."""

    def __init__(self, db: Connection, session: Session | None, surroundings: Surroundings) -> None:
        super().__init__(db, lambda: self.today, lambda: self._here)
        self._surroundings = surroundings
        self._changes = Changes()
        self._writer = RowWriter(db, self._changes)
        self.meta: Final = Meta(db)
        # Read once: everything in one unit happens at one moment.
        skew, heard = self.meta.get_ints(SKEW, HEARD)
        self.clock_ms: Final = surroundings.clock.now_ms() + (skew or 0)
        """What the corrected clock shows, believable or not."""
        self.now_ms: Final = _believable(self.clock_ms, heard)
        parts = Machinery(
            db,
            self._changes,
            self._writer,
            surroundings.ids,
            new_id=self.new_id,
            put=self.put,
            audit=lambda action, facts: self.audit(action, facts=facts),
        )
        self.sync: Final = SyncBook(parts, now_ms=self.now_ms, clock_ms=self.clock_ms)
        self._identity = self.sync.identity()
        self.session: Final = session or self._system_session()
        self._group: str | None = None
        self._ops_in_group = 0

    # Time

    @property
    def now(self) -> datetime:
        """Return the moment of this unit (UTC), corrected by the skew that HQ measured."""
        return datetime.fromtimestamp(self.now_ms / 1000, UTC)

    @cached_property
    def today(self) -> date:
        """Return the store's business day."""
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """Return the business day an instant belongs to."""
        zone, shift = self._zone_and_shift
        return (moment.astimezone(zone) - shift).date()

    def day_span(self, day: date) -> tuple[datetime, datetime]:
        """Return when a business day begins and when the next one does (UTC)."""
        return self._start_of(day), self._start_of(day + timedelta(days=1))

    # Writing

    def new_id(self) -> str:
        """Return the id of a new record."""
        return uuid7(self.now_ms, self._surroundings.ids.random_bytes(UUID7_RANDOM_BYTES))

    def put(self, kind: str, record_id: str, body: OpBody) -> None:
        """Change a record and queue the change for HQ.

        A removal from a set that names no stamps removes what is seen here. Raise
        RecordInvalidError for what HQ would refuse, AuthorityError for what is HQ's to write,
        NotEnrolledError, GroupTooLargeError or ReadOnlyError; the unit of work is then lost.
        """
        registered = self._require_writable(kind)
        row = TABLES[kind].get(self._db, record_id)
        before = row.state if row else State()
        plain = made_plain(body, before)
        wire = wire_of(kind, plain)
        stamp = self._stamp
        after = apply(registered, before, plain, stamp=stamp).state
        stored = Stored(
            record_id, after, row.rev if row else 0, row.h64 if row else None, Mark.LOCAL
        )
        require_valid(registered, after, written_by(wire))
        encoded = TABLES[kind].encode(stored)
        if encoded is None:
            raise RecordInvalidError(kind)
        self._rebase.before_op(kind, record_id, row)
        salt = self._surroundings.ids.random_bytes(SALT_BYTES)
        draft = Draft(kind, record_id, stamp, self.session.actor, stored.rev, wire, salt)
        position = self._ops_in_group
        self._group = self._outbox.append(self._group, [draft], position=position)
        self._ops_in_group += 1
        self._writer.write(kind, [stored], [encoded])
        self._writer.finish()
        self._changes.touch_sync()

    def put_groups(self, groups: Sequence[Group]) -> list[str]:
        """Make many changes as so many saves, each in a group of its own, and return their stamps.
        They stand behind what this unit put before, and before what it puts afterwards.
        """
        if not groups:
            return []
        self.sync.note_time()
        stamps = Stamps(self.meta, device=self._outbox.device, now_ms=self.now_ms)
        parts = GroupParts(
            self._db,
            self._outbox,
            self._rebase,
            self._writer,
            self._surroundings.ids,
            self.session.actor,
            self._require_writable,
            stamps.several,
        )
        made = GroupWriter(parts).write(groups)
        self._changes.touch_sync()
        # A group lies in one piece, and its stamp is not before those of what it builds on.
        self._group, self._ops_in_group = None, 0
        self.__dict__.pop("_stamp", None)
        return made

    def audit(
        self,
        action: str,
        *,
        entity_kind: str | None = None,
        entity: str | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Note who did or saw what, in the same group as what was done."""
        fields: dict[str, Any] = {
            "action": action,
            "at": self.now_ms,
            "entity_kind": entity_kind,
            "entity": entity,
            "facts": dict(facts) if facts else None,
        }
        self.put("audit", self.new_id(), Fact(fields))

    def take_changes(self) -> Mapping[str, frozenset[str]]:
        """Return the ids touched since the last call, by kind."""
        return self._changes.take()

    # Reading

    @cached_property
    def customers(self) -> Customers:
        """Return the customers."""
        return Customers(self._db)

    @cached_property
    def staff(self) -> StaffMembers:
        """Return the people who work here."""
        return StaffMembers(self._db)

    @cached_property
    def medicines(self) -> Medicines:
        """Return the catalogue."""
        return Medicines(self._db)

    @cached_property
    def stock(self) -> Stock:
        """Return what is on the shelves."""
        return Stock(self._db)

    @cached_property
    def tickets(self) -> Tickets:
        """Return what was sold."""
        return Tickets(self._db)

    @cached_property
    def observations(self) -> Observations:
        """Return readings."""
        return Observations(self._db)

    @cached_property
    def tasks(self) -> Tasks:
        """Return follow-up tasks."""
        return Tasks(self._db)

    @cached_property
    def outcomes(self) -> Outcomes:
        """Return what came of tasks."""
        return Outcomes(self._db)

    @cached_property
    def rules(self) -> Rules:
        """Return policy from HQ."""
        return Rules(self._db, today=self.today, store=self._here)

    @cached_property
    def search(self) -> Search:
        """Return what one search field asks."""
        return Search(self._db, store=self._here, today=self.today)

    def build_search(self) -> bool:
        """Make the search keys of some records of a store that lacks them. Return False when none
        are left.
        """
        return search_upkeep.build_next(self._db)

    # Inside

    @property
    def _here(self) -> str | None:
        return None if self._identity is None else self._identity.store.id

    @property
    def _calendar(self) -> Calendar:
        if self._identity is None:
            return self._surroundings.calendar
        store = self._identity.store
        return Calendar(store.time_zone, store.day_starts_at)

    @cached_property
    def _zone_and_shift(self) -> tuple[ZoneInfo, timedelta]:
        """Return the store's zone, and how long after midnight its day begins."""
        calendar = self._calendar
        return ZoneInfo(calendar.time_zone), timedelta(minutes=calendar.day_starts_at)

    def _start_of(self, day: date) -> datetime:
        zone, shift = self._zone_and_shift
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        return (midnight + shift).astimezone(UTC)

    def _system_session(self) -> Session:
        if self._identity is None:
            return Session(SYSTEM_ACTOR, Role.SYSTEM, "", "")
        return Session(SYSTEM_ACTOR, Role.SYSTEM, self._identity.device, self._identity.store.id)

    def _require_writable(self, kind: str) -> Kind:
        if not self._surroundings.writable:
            raise ReadOnlyError
        if self._identity is None:
            raise NotEnrolledError
        registered = KINDS.get(kind)
        if registered is None:
            raise RecordInvalidError("kind")
        if registered.writer != "store":
            raise AuthorityError("KIND_IS_HQS")
        return registered

    @cached_property
    def _outbox(self) -> Outbox:
        return self.sync.outbox()

    @cached_property
    def _rebase(self) -> Rebase:
        return Rebase(self._db, self._outbox, self._writer)

    @cached_property
    def _stamp(self) -> str:
        device = self._outbox.device
        self.sync.note_time()
        return Stamps(self.meta, device=device, now_ms=self.now_ms).next()


def _believable(now_ms: int, heard_ms: int | None) -> int:
    """Return the time by a clock, or when HQ was last heard, if the clock shows that this is still
    to come: it was set back, and what is done now is not done before.
    """
    if heard_ms is None or now_ms >= heard_ms - CLOCK_SLACK_MS:
        return now_ms
    return heard_ms
