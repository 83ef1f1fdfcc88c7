"""What the counter shows: values made by the services for the screens, already masked.

Nothing here holds a full name or phone; those are asked for separately, with a reason, and the
asking is audited. Texts that HQ wrote come by language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from terminal.domain.customer import Allergy, Mark
from terminal.domain.observation import Reading, ReadingLevel


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
    """A medicine in use. `days_left` is negative after run-out, None when nothing is known."""

    medicine: str
    title: str
    last_on: date
    packs_e4: int
    days_supply: int | None
    run_out_on: date | None
    days_left: int | None
    stock_e4: int | None
    stock_as_of: datetime | None


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task as a list or a card shows it. `ask` is what to say; `reading` the code of the reading
    it wants, if any; `keys` the outcome digits its rule offers. `outcome`, `done_at`, `mark` and
    `refusal` tell of the standing outcome; `attempts` counts calls that reached nobody. `value` is
    what the outcome measured or, before there is one, what was measured last. `allergies` are the
    customer's: whoever calls about a medicine sees them.
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


class EventKind(StrEnum):
    """What happened, on a customer's timeline."""

    PURCHASE = "purchase"
    FOLLOWUP = "followup"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class EventItem:
    """One line of a timeline. Which fields are set follows from `kind`."""

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


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """Everything the card page shows of one customer. Money in fen, over the last 12 months. While
    reading is locked (`is_locked`) all but the masked name and the allergies is left out; of a file
    that may only be kept (`is_restricted`) the name too.
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
    """The answer to a scanned medicine: what it is and what is on the shelf."""

    medicine: str
    title: str
    stock_e4: int | None
    stock_as_of: datetime | None
    rx: str | None
    price_fen: int | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """The follow-up page: what is overdue (oldest first), due today, and done today. The counts
    are of the whole store; the lists are cut at a limit, and `truncated` says so.
    """

    overdue: tuple[TaskItem, ...] = ()
    today: tuple[TaskItem, ...] = ()
    done: tuple[TaskItem, ...] = ()
    overdue_count: int = 0
    today_count: int = 0
    done_count: int = 0
    done_accepted_count: int = 0
    truncated: bool = False


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
