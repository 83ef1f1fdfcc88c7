"""Bodies of what is recorded at the desk beside sales and follow-ups; see `bodies` for the rules
that all share.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from sync.protocol.bodies import Body, Code, Count, Day, Id, Millis, Text, TicketLine


class Consent(Body):
    """What somebody said about one `purpose` (service, reminders, marketing, health_file, signup):
    `given` or withdrawn, to which version of the text, `how` (spoken, signature, qr). Append-only:
    the latest stands; one entered by mistake is undone by another that `undoes` it. `guardian` is
    the customer who spoke for somebody under 14.
    """

    customer: Id
    purpose: Code
    given: bool
    text_version: Code
    how: Code
    at: Millis
    by: Id
    guardian: Id | None = None
    undoes: Id | None = None


class Tag(Body):
    """A label on a customer. `owner` says who keeps it: staff, rule or model; `source` is whose
    or which. One customer has a code of one owner once (its id follows from the three), so taking
    it off sets `active` to false.
    """

    customer: Id
    code: Code
    owner: Code
    active: bool
    source: Id | None = None
    since_at: Millis | None = None
    until_on: Day | None = None
    reason: Text | None = None


class Household(Body):
    """People who live together; each of their files names it. `customer` is the member under whom
    it was made and whose stores see it.
    """

    customer: Id
    name: Text | None = None
    note: Text | None = None


class Visit(Body):
    """What was said at a visit, by `channel` (counter, phone, wecom). Append-only: a correction is
    a new one that `supersedes` the old. `order_no` links it to a sale.
    """

    customer: Id
    at: Millis
    by: Id
    channel: Code
    note: Text | None = None
    side_effects: list[Code] | None = None
    keywords: list[Code] | None = None
    order_no: Code | None = None
    supersedes: Id | None = None


class Response(Body):
    """Answers to a form, in the version they were given to, by the names of its questions.
    `source`: qr (filled in on the customer's phone) or staff.
    """

    customer: Id
    form: Id
    form_version: Annotated[int, Field(ge=1)]
    at: Millis
    by: Id
    items: dict[str, Any]
    source: Code | None = None
    supersedes: Id | None = None


class Contact(Body):
    """That somebody was contacted, by `channel` (call, sms, wecom, counter), for a `purpose`
    (refill, followup, event, marketing, service). Who is not `urgent` counts against the week's
    budget, and `slot` is the leased share it used.
    """

    customer: Id
    at: Millis
    by: Id
    channel: Code
    purpose: Code
    urgent: bool | None = None
    slot: Id | None = None
    task: Id | None = None
    result: Code | None = None
    accepted: bool | None = None
    accepted_code: Code | None = None


class Slot(Body):
    """The right to contact a customer once in the week of `week_on` (a Monday), leased to one
    `device` until `until_at`, so that tills without HQ never use one twice.
    """

    customer: Id
    week_on: Day
    device: Id
    until_at: Millis
    used: bool | None = None


class Lead(Body):
    """Somebody who may become a customer, or a customer who may take up an offer. `source`: where
    it came from; `owner`: whose it is; `next_on`: the day of the next step.
    """

    store: Id
    source: Code
    at: Millis
    by: Id
    customer: Id | None = None
    name: Text | None = None
    phone: Code | None = None
    owner: Id | None = None
    next_on: Day | None = None
    note: Text | None = None


class LeadStage(Body):
    """That a lead reached a stage. The furthest one reached is where it stands, so no two tills
    can disagree. `customer` is whose file the lead led to, once there is one.
    """

    lead: Id
    stage: Code
    at: Millis
    by: Id
    customer: Id | None = None
    note: Text | None = None


class Complaint(Body):
    """Something a customer complained `about`. `status`: open or closed, with what came of it."""

    store: Id
    at: Millis
    by: Id
    about: Code
    text: Text
    status: Code
    customer: Id | None = None
    closed_at: Millis | None = None
    result: Text | None = None


class Signup(Body):
    """That a customer signed up for a `program`, with the pharmacist who looks after them.
    Append-only: ending or undoing it is another one that `undoes` it.
    """

    customer: Id
    program: Code
    pharmacist: Id
    at: Millis
    by: Id
    agreement_version: Code
    until_on: Day | None = None
    undoes: Id | None = None
    accepted: bool | None = None
    accepted_code: Code | None = None


class Event(Body):
    """A health day or a lecture in a store. `conditions`: whom it is meant for."""

    store: Id
    title: Text
    starts_at: Millis
    ends_at: Millis
    place: Text | None = None
    capacity: Count | None = None
    conditions: list[Code] | None = None


class Attendance(Body):
    """That a customer was invited to an event or came to it: `code`. Its id follows from the event,
    the customer and the code, so a person who is scanned at two tills came once.
    """

    event: Id
    customer: Id
    code: Code
    at: Millis
    by: Id
    accepted: bool | None = None
    accepted_code: Code | None = None


class ExternalId(Body):
    """What another system calls one of our records: `system` (erp, wecom, lead, card, or barcode
    for what this store was taught to be on a medicine's packages),
    `value` there, `how` it was found (scan, time_window, import) and how sure that is, 0 to 100.
    One that was noted by mistake is undone by another that `undoes` it.
    """

    entity_kind: Code
    entity: Id
    system: Code
    value: Code
    at: Millis
    by: Id
    how: Code
    customer: Id | None = None
    confidence_e2: Count | None = None
    undoes: Id | None = None


class Request(Body):
    """What a customer asked about their own data: copy, correct, erase or withdraw, to be answered
    by `due_on`. `status`: open, done, refused, or mistaken for one that nobody made.
    """

    customer: Id
    what: Code
    at: Millis
    by: Id
    due_on: Day
    status: Code
    done_at: Millis | None = None
    note: Text | None = None


class Neighbour(Body):
    """Another store that this `store` may send people to; `rank` 1 is the nearest."""

    store: Id
    near: Id
    name: Text
    rank: Count
    phone: Code | None = None
    distance_m: Count | None = None
    minutes: Count | None = None


class NearbyStock(Body):
    """What is on the shelves of another store that this one may send people to, `eta_min` minutes
    away. A kind of its own and no `Stock`: a till that does not know it must not take it for its
    own shelf.
    """

    store: Id
    medicine: Id
    qty_e4: int
    as_of_at: Millis
    confidence_e2: Count | None = None
    eta_min: Count | None = None
    source: Code | None = None


class PastSale(Body):
    """A purchase that an old table of the store tells of (`source`: file). No ticket, because no
    POS vouches for it: it shows only where there is no ticket of that day. `at` and `by`: when and
    by whom it was taken over. Append-only: one taken over by mistake is undone by another that
    `undoes` it.
    """

    customer: Id
    business_day: Day
    total_fen: int
    lines: list[TicketLine]
    source: Code
    at: Millis
    by: Id
    receipt_no: Code | None = None
    undoes: Id | None = None
