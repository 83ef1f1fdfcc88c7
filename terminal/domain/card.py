"""What the counter shows: values made by the services for the screens, already masked.

Nothing here holds a full name or phone; those are asked for separately, with a reason, and the
asking is audited. Texts that HQ wrote come by language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from terminal.domain.card_file import CardFile
from terminal.domain.customer import Allergy, Mark
from terminal.domain.medicine import Pack
from terminal.domain.observation import Reading, ReadingLevel
from terminal.domain.refill import Refill
from terminal.domain.ticket import TracedSale
from terminal.domain.tier import TierReason


class Due(StrEnum):
    """When a task is due, seen from today."""

    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ReadingItem:
    """A reading with its meaning."""

    reading: Reading
    level: ReadingLevel


@dataclass(frozen=True, slots=True)
class MedicineItem:
    """A medicine in use. `days_left` is negative after run-out, None when nothing is known;
    `refill` is when the next one is due and may be had; `is_noted`: the last purchase was noted at
    the counter, and no ticket has confirmed it yet.
    """

    medicine: str
    title: str
    last_on: date
    packs_e4: int
    days_supply: int | None
    run_out_on: date | None
    days_left: int | None
    stock_e4: int | None
    stock_as_of: datetime | None
    refill: Refill | None = None
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task as a list or a card shows it. `ask` is what to say; `reading` the code of the reading
    it wants, if any; `keys` the outcome digits its rule offers. `outcome`, `done_at`, `mark` and
    `refusal` tell of the standing outcome; `attempts` counts calls that reached nobody. `value` is
    what the outcome measured or, before there is one, what was measured last. `allergies` are the
    customer's: whoever calls about a medicine sees them. `assignee` is whose task it is, None:
    anybody's in the store; `handed_by` is the name of who handed it over, with what words.
    `refuses_health`: the customer wants no health file, so no reading is stored; `is_unwanted`:
    they want no reminders, so nobody calls.
    """

    id: str
    customer: str
    masked_name: str
    phone_tail: str
    rule: str
    title: Mapping[str, str]
    ask: Mapping[str, str]
    due_on: date
    due: Due
    days_overdue: int
    reading: str | None
    keys: tuple[int, ...]
    attempts: int = 0
    outcome: str | None = None
    outcome_id: str | None = None
    done_at: datetime | None = None
    value: ReadingItem | None = None
    note: str = ""
    mark: Mark | None = None
    refusal: str | None = None
    allergies: tuple[Allergy, ...] = ()
    assignee: str | None = None
    assignee_name: str = ""
    handed_by: str = ""
    handed_note: str = ""
    refuses_health: bool = False
    is_unwanted: bool = False


class EventKind(StrEnum):
    """What happened, on a customer's timeline."""

    PURCHASE = "purchase"
    FOLLOWUP = "followup"
    READING = "reading"
    VISIT = "visit"
    REFILL = "refill"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class EventItem:
    """One line of a timeline. Which fields are set follows from `kind`. Of a follow-up `due_on` is
    to when it was put off, and `about` what its rule is called, by language. Of a reading `before`
    is what was said of it before it was put right, oldest first; one that `is_withdrawn` was
    entered in error and counts no more.
    """

    kind: EventKind
    on: date
    at: datetime
    mark: Mark
    pieces: int = 0
    total_fen: int = 0
    pay_kind: str | None = None
    staff_name: str | None = None
    outcome: str | None = None
    reading: ReadingItem | None = None
    note: str = ""
    side_effects: tuple[str, ...] = ()
    days: int = 0
    due_on: date | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    before: tuple[ReadingItem, ...] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """One answer to a contradiction: its code, and its words by language."""

    code: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConflictItem:
    """A contradiction in a file to ask about; `key` says for which facts an answer settles it."""

    rule: str
    key: str
    ask: Mapping[str, str]
    replies: tuple[ReplyItem, ...]


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """Everything the card page shows of one customer. Money in fen, over the last 12 months. While
    reading is locked (`is_locked`) all but the masked name and the allergies is left out; of a file
    that may only be kept (`is_restricted`) the name too. `standing` is what the figures here say of
    the tier, `file` what it says of the file itself.
    """

    id: str
    masked_name: str
    sex: str | None
    age: int | None
    phone_tail: str
    member_code: str | None
    tier: str | None
    allergies: tuple[Allergy, ...]
    conditions: tuple[str, ...]
    tags: tuple[str, ...]
    glucose: ReadingItem | None
    pressure: ReadingItem | None
    spent_fen: int
    visits: int
    medicines: tuple[MedicineItem, ...]
    tasks: tuple[TaskItem, ...]
    events: tuple[EventItem, ...]
    today: date
    mark: Mark = Mark.ACCEPTED
    is_locked: bool = False
    is_restricted: bool = False
    conflicts: tuple[ConflictItem, ...] = ()
    standing: TierReason | None = None
    file: CardFile = CardFile()  # noqa: RUF009 (frozen)


def allergies_only(
    customer_id: str, allergies: tuple[Allergy, ...], today: date, *, masked_name: str = ""
) -> CustomerCard:
    """Return a card that says nothing but whose it is and the allergies: the one place that knows
    what has to be left out where the rest may not be seen.
    """
    return CustomerCard(
        id=customer_id,
        masked_name=masked_name,
        sex=None,
        age=None,
        phone_tail="",
        member_code=None,
        tier=None,
        allergies=allergies,
        conditions=(),
        tags=(),
        glucose=None,
        pressure=None,
        spent_fen=0,
        visits=0,
        medicines=(),
        tasks=(),
        events=(),
        today=today,
    )


@dataclass(frozen=True, slots=True)
class Revealed:
    """A customer's name and phones in full, for five seconds."""

    customer: str
    name: str
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """One customer in a short list of search results. `found` is a code: by what."""

    id: str
    masked_name: str
    sex: str | None
    age: int | None
    phone_tail: str
    tier: str | None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class MedicineHit:
    """One medicine in a short list of search results; `stock_e4` None is not known."""

    id: str
    title: str
    stock_e4: int | None = None
    found: str | None = None


Hit = CustomerHit | MedicineHit


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """The answer to a scanned medicine: what it is and what is on the shelf; `pack` is what the
    code on this package said, `is_expired` that it is past its day, `sold` the sale of this store
    that this very package stands on already.
    """

    medicine: str
    title: str
    stock_e4: int | None
    stock_as_of: datetime | None
    rx: str | None
    price_fen: int | None
    pack: Pack | None = None
    is_expired: bool = False
    sold: TracedSale | None = None

    def joined(self, before: MedicineLine) -> MedicineLine:
        """Return this answer with what the one before it said of the same lot and this does not: a
        code without an expiry takes no known one away.
        """
        if self.pack is None or before.medicine != self.medicine:
            return self
        pack = self.pack.joined(before.pack)
        is_taken = pack.expires_on != self.pack.expires_on
        return replace(
            self, pack=pack, is_expired=before.is_expired if is_taken else self.is_expired
        )


@dataclass(frozen=True, slots=True)
class SignedMember:
    """What HQ vouches for of somebody whose file is not here: the least. `expires_on` is the day up
    to which a card holds, None for a code of minutes.
    """

    masked_name: str
    tier: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """The follow-up page: what is overdue (oldest first), due today, and done today. The counts
    are of the whole store; the lists are cut at a limit, and `truncated` says so. `reader` is who
    works here.
    """

    overdue: tuple[TaskItem, ...] = ()
    today: tuple[TaskItem, ...] = ()
    done: tuple[TaskItem, ...] = ()
    overdue_count: int = 0
    today_count: int = 0
    done_count: int = 0
    done_accepted_count: int = 0
    truncated: bool = False
    reader: str = ""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the sync chip says. `heard_at` is the last exchange HQ acknowledged; `trouble` a code
    (HQ_UNREACHABLE, HQ_NOT_GUITAI, CLOCK_SUSPECT …) of what stands between, if anything does.
    `rows_total` is what a running load will bring, 0 while that is not known; `hub_state` is what
    HQ last said of this till (active, draining, expired …), empty before it said anything.
    """

    unsent: int = 0
    held: int = 0
    quarantined: int = 0
    oldest_unsent_at: datetime | None = None
    heard_at: datetime | None = None
    trouble: str | None = None
    loading: bool = False
    loaded_rows: int = 0
    rows_total: int = 0
    lease_until: datetime | None = None
    is_reading_locked: bool = False
    hub_state: str = ""
