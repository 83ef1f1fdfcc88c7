"""Bodies of records: the fields each kind knows, as both ends validate them.

Every field is optional on the wire unless the kind cannot be used without it. Unknown fields are
kept and sent back unchanged, so an older till never strips what a newer one wrote. Enumerations
are plain text here: an unknown value is data, and the reader decides what to do with it. Absent
and null mean the same, and a canonical body holds no nulls.

Units stand in the names: `_fen` money in 1/100 yuan, `_e1` `_e2` `_e4` decimals scaled by 10,
100, 10,000, `_at` UTC milliseconds, `_on` and `business_day` ISO dates.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Id: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]
Code: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]
Text: TypeAlias = Annotated[str, Field(max_length=500)]
Millis: TypeAlias = Annotated[int, Field(ge=0, le=0xFFFF_FFFF_FFFF)]
Day: TypeAlias = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Count: TypeAlias = Annotated[int, Field(ge=0, le=10**12)]


class Body(BaseModel):
    """Base of all bodies: strict types, unknown fields kept."""

    model_config = ConfigDict(extra="allow", strict=True)


class Customer(Body):
    """A person with a file. Sets: `phones`, `conditions`, `tags` and `aliases` (former names) hold
    text, `allergies` holds `{"substance", "note"}`. Tier fields are HQ's.

    `guardian` is the customer who decides for one under 14. `channel` and `hours` are how and when
    somebody likes to be reached; `silent` wants no messages at all. `restricted` is HQ's: stored
    because the law asks for it, and used for nothing else. `withdrawn`: made by mistake, found no
    more.
    """

    name: Annotated[str, Field(min_length=1, max_length=80)]
    sex: Code | None = None
    birth_on: Day | None = None
    phones: list[Code] | None = None
    conditions: list[Code] | None = None
    allergies: list[dict[str, Any]] | None = None
    tags: list[Code] | None = None
    note: Text | None = None
    home_store: Id | None = None
    tier: Code | None = None
    tier_reason: dict[str, Any] | None = None
    canonical_id: Id | None = None
    synthetic: bool | None = None
    aliases: list[Annotated[str, Field(min_length=1, max_length=80)]] | None = None
    household: Id | None = None
    guardian: Id | None = None
    channel: Code | None = None
    hours: Code | None = None
    silent: bool | None = None
    restricted: bool | None = None
    withdrawn: bool | None = None


class MemberCode(Body):
    """A card number of a customer. Several may be live at once; `status` is active or revoked."""

    customer: Id
    code: Code
    status: Code
    issued_on: Day | None = None


class Staff(Body):
    """Somebody who works here. `role`: pharmacist, clerk or manager; `badge` signs them in."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    role: Code
    badge: Code | None = None
    active: bool
    synthetic: bool | None = None


class Medicine(Body):
    """A product. `daily_dose_e2` and `units_per_pack` yield days of supply per pack; `rx`: rx,
    otc_a, otc_b or none. `condition` is the code of the condition it is mostly taken for.

    `insurance`: class a, b or none, and `insurance_code` its code there. Products of one
    `substitute_group` stand for one another; `substitution` says who decides: otc or doctor.
    `trace_prefixes` are the digits its trace codes begin with.
    """

    generic: Annotated[str, Field(min_length=1, max_length=120)]
    trade: Text | None = None
    strength: Text | None = None
    form: Text | None = None
    units_per_pack: Count | None = None
    unit: Code | None = None
    daily_dose_e2: Count | None = None
    gtins: list[Code] | None = None
    approval_no: Code | None = None
    ingredient: Code | None = None
    condition: Code | None = None
    rx: Code | None = None
    price_fen: Count | None = None
    synthetic: bool | None = None
    insurance: Code | None = None
    insurance_code: Code | None = None
    substitute_group: Code | None = None
    substitution: Code | None = None
    category: Code | None = None
    trace_prefixes: list[Code] | None = None


class Stock(Body):
    """What the ERP last said is on this store's shelves: `qty_e4` packs as of `as_of_at`. `source`
    is the system that said so, `confidence_e2` (0 to 100) how far it can be relied on.
    """

    store: Id
    medicine: Id
    qty_e4: int
    as_of_at: Millis
    confidence_e2: Count | None = None
    source: Code | None = None


class TicketLine(Body):
    """One line of a ticket. `ds_source` says where `days_supply` came from: rx, staff, label or
    none; an unknown days of supply means no prediction, not a guess. Batch, expiry, trace codes and
    prescription number are what an inspection asks for; `insurance` is the class it was paid under.
    """

    medicine: Id
    name: Text
    qty_e4: int
    price_fen: int
    units_per_pack: Count | None = None
    daily_dose_e2: Count | None = None
    days_supply: Count | None = None
    ds_source: Code | None = None
    batch_no: Code | None = None
    expires_on: Day | None = None
    trace_codes: list[Code] | None = None
    rx_no: Code | None = None
    insurance: Code | None = None


class Ticket(Body):
    """A sale of the POS, which is not ours: we only hold what its system reported. `order_no` is
    its number in the ERP, `rx_no` the prescription it was sold on, `staff` who sold it.
    """

    store: Id
    pos: Code
    receipt_no: Code
    business_day: Day
    sold_at: Millis
    source: Code
    customer: Id | None = None
    pay_kind: Code | None = None
    total_fen: int
    staff_name: Text | None = None
    lines: list[TicketLine]
    rx_no: Code | None = None
    staff: Id | None = None
    order_no: Code | None = None


class Observation(Body):
    """A reading, a symptom or a side effect. Append-only: a correction is a new one that
    `supersedes` the old, as of the same instant. `items` are scaled integers by name, such as
    `{"glucose_mmol_e1": 84}`; what is told and not measured has its code in `value`. One that
    supersedes another and says nothing takes it back, with the note `entered_in_error` because it
    was a mistake. Of several that supersede one, the last by its stamp counts.
    """

    customer: Id
    code: Code
    at: Millis
    items: dict[str, int]
    task: Id | None = None
    supersedes: Id | None = None
    by: Id | None = None
    value: Code | None = None
    note: Text | None = None


class Envelope(Body):
    """What all configuration shares: `content` is signed with HQ's content key over the canonical
    envelope without `sig`.
    """

    version: Annotated[int, Field(ge=1)]
    status: Code
    ring: Code
    valid_from: Day
    content: dict[str, Any]
    key_id: Code
    sig: Annotated[str, Field(min_length=1, max_length=200)]


class Rule(Envelope):
    """Policy: who is asked what, how often."""


class Task(Body):
    """Something due for a customer. Whether it is open follows from its outcomes, so no two tills
    can disagree about it. `anchor` is the fact or the previous task that called for it.
    """

    rule: Id
    rule_version: Annotated[int, Field(ge=1)]
    customer: Id
    anchor: Id
    due_on: Day
    assignee: Id | None = None


class Outcome(Body):
    """What came of a task. Append-only; undo is another outcome that `undoes` this one. A task that
    stays open moves from `due_was_on` to `due_on`. `accepted` and `accepted_code` are HQ's word on
    counted work.
    """

    task: Id
    customer: Id
    code: Code
    at: Millis
    by: Id
    note: Text | None = None
    observation: Id | None = None
    due_on: Day | None = None
    due_was_on: Day | None = None
    undoes: Id | None = None
    accepted: bool | None = None
    accepted_code: Code | None = None


class Audit(Body):
    """Who did or saw what: `action` is a code, `entity` the record's kind and id."""

    action: Code
    at: Millis
    entity_kind: Code | None = None
    entity: Id | None = None
    facts: dict[str, Any] | None = None


class Resolution(Body):
    """What somebody at the till decided about a `group` of this till that HQ quarantined: `how` is
    "dropped" or "replaced", and then the ops saved with this are the correction.
    """

    group: Id
    how: Code
    at: Millis
    reason: Text | None = None


class Link(Body):
    """Asks HQ to show this store a customer of another one, who stands at the desk and said name
    and phone: both have to be the file's.
    """

    name: Text
    phone: Code
    at: Millis
