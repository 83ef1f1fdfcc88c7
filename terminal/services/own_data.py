"""Everything this till holds about one customer, for whoever asks what is stored of them
(个人信息保护法 §45): given to those who may, noted each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final

from local_store.records.tickets import TICKETS_MAX
from local_store.unit_of_work import UnitOfWork
from terminal.domain import proxy
from terminal.domain.complaint import Complaint
from terminal.domain.consent import Consent
from terminal.domain.contact import Contact
from terminal.domain.customer import Customer, mask_name
from terminal.domain.event import Attendance
from terminal.domain.external_id import ExternalId
from terminal.domain.followup import Outcome, Task
from terminal.domain.lead import Lead
from terminal.domain.noted import Noted
from terminal.domain.observation import Reading
from terminal.domain.problems import Refusal
from terminal.domain.proxy import Proxy
from terminal.domain.request import RightsRequest
from terminal.domain.signup import Signup
from terminal.domain.staff import RESPONSIBLE, Role
from terminal.domain.tag import Tag
from terminal.domain.ticket import Ticket
from terminal.domain.visit import VisitNote
from terminal.services import forms, proxies, restriction
from terminal.services.forms import Answers

MOST: Final = TICKETS_MAX
"""So many records of one kind are given, the newest; a card that a whole store uses has more."""
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LOOKS: Final = (
    *("customer.opened", "customer.revealed", "inspection.made", "inspection.exported"),
    *("form.printed", "card.printed", "own_data.exported"),
)
"""What is noted when somebody looks at a file or takes it out of the till; what was entered stands
in records of its own.
"""


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is on file, unmasked: it is the customer's. Other people in it are masked. Words by id
    are those of staff, tasks and events; `looks` says when the file was looked at; `is_cut`: of one
    kind there is more than is given.
    """

    customer: Customer = field(repr=False)
    store: str
    made_at: datetime
    made_by: str
    guardian: str
    tickets: tuple[Ticket, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    consents: tuple[Consent, ...] = ()
    tags: tuple[Tag, ...] = ()
    readings: tuple[Reading, ...] = ()
    answers: tuple[Answers, ...] = ()
    visits: tuple[VisitNote, ...] = ()
    contacts: tuple[Contact, ...] = ()
    tasks: tuple[Task, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    signups: tuple[Signup, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    requests: tuple[RightsRequest, ...] = ()
    leads: tuple[Lead, ...] = ()
    ids: tuple[ExternalId, ...] = ()
    looks: tuple[Noted, ...] = ()
    staff: Mapping[str, str] = field(default_factory=dict)
    task_titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    event_titles: Mapping[str, str] = field(default_factory=dict)
    unreadable: int = 0
    is_cut: bool = False


def collect(uow: UnitOfWork, *, customer_id: str) -> OwnData | Refusal:
    """Return everything this till holds about a customer; nothing is noted yet. It reads what was
    noted of everybody: for the reader. Refuses with NOT_SIGNED_IN, NOT_RESPONSIBLE, READING_LOCKED,
    CUSTOMER_NOT_HERE, CUSTOMER_RESTRICTED.
    """
    customer = _customer(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    one = customer.id
    outcomes = uow.outcomes.of_customer(one, MOST)
    tasks = {task.id: task for task in uow.tasks.open_of_customer(one)}
    came = uow.events.of_customer(one, MOST)
    answers, unreadable = _answers(uow, one)
    maker = uow.staff.get(uow.session.actor)
    found = OwnData(
        customer=customer,
        store=uow.session.store,
        made_at=uow.now,
        made_by=maker.name if maker is not None else uow.session.actor,
        guardian=_masked(uow, customer.guardian),
        tickets=tuple(uow.tickets.of_customer(one, date.min)),
        proxies=tuple(proxies.said(uow, one)),
        consents=tuple(uow.consents.of_customer(one)),
        tags=tuple(uow.tags.of_customer(one)),
        readings=tuple(uow.observations.of_customer(one, MOST)),
        answers=answers,
        visits=tuple(
            note
            for note in uow.visits.of_customer(one, MOST)
            if note.supersedes is None or note.note or note.side_effects or note.keywords
        ),
        contacts=tuple(uow.contacts.of_customer(one, MOST)),
        tasks=tuple(tasks.values()),
        outcomes=tuple(outcomes),
        signups=tuple(uow.signups.of_customer(one)),
        complaints=tuple(uow.complaints.of_customer(one, MOST)),
        attendances=tuple(came),
        requests=tuple(uow.requests.of_customer(one)),
        leads=tuple(uow.leads.of_customer(one, MOST)),
        ids=tuple(uow.external_ids.of("customer", one)),
        looks=tuple(uow.audits.of_customer(one, _LOOKS, _EVER, MOST)),
        task_titles=_titles(uow, [*tasks.values(), *_tasks_of(uow, outcomes)]),
        event_titles=_events(uow, came),
        unreadable=unreadable,
    )
    return _with_names(uow, found)


def note_export(
    uow: UnitOfWork, *, customer_id: str, request_id: str, sha256: str, rows: int
) -> Refusal | None:
    """Note that a customer's data are about to leave the till as a file; noted first, so that no
    file is ever there without its note. Refuses as `collect` does.
    """
    customer = _customer(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    facts = {"sha256": sha256, "rows": rows, "request": request_id}
    uow.audit("own_data.exported", entity_kind="customer", entity=customer.id, facts=facts)
    return None


def _customer(uow: UnitOfWork, customer_id: str) -> Customer | Refusal:
    if uow.session.role is not Role.SYSTEM and uow.session.role not in RESPONSIBLE:
        return Refusal("NOT_RESPONSIBLE")
    return restriction.readable(uow, customer_id)


def _masked(uow: UnitOfWork, customer_id: str | None) -> str:
    found = None if customer_id is None else uow.customers.get(customer_id)
    return "" if found is None else mask_name(found.name)


def _answers(uow: UnitOfWork, customer_id: str) -> tuple[tuple[Answers, ...], int]:
    """Return what was answered to forms, and how much of it nobody here can read."""
    given = [
        one
        for one in uow.responses.of_customer(customer_id, MOST)
        if one.items and one.form != proxy.FORM
    ]
    told = [forms.told(uow, one) for one in given]
    answers = tuple(one for one in told if isinstance(one, Answers))
    return answers, len(told) - len(answers)


def _tasks_of(uow: UnitOfWork, outcomes: Iterable[Outcome]) -> Iterable[Task]:
    return uow.tasks.many({one.task for one in outcomes}).values()


def _titles(uow: UnitOfWork, tasks: Iterable[Task]) -> dict[str, Mapping[str, str]]:
    rules = {one: uow.rules.get(one) for one in {task.rule for task in tasks}}
    titles = {one: rule.title for one, rule in rules.items() if rule is not None}
    return {task.id: titles.get(task.rule, {"zh_CN": task.rule, "en": task.rule}) for task in tasks}


def _events(uow: UnitOfWork, came: Iterable[Attendance]) -> dict[str, str]:
    found = {one: uow.events.get(one) for one in {each.event for each in came}}
    return {one: event.title for one, event in found.items() if event is not None}


def _with_names(uow: UnitOfWork, data: OwnData) -> OwnData:
    """Return it with what the staff in it are called, and whether something was left out."""
    by = {
        one.by
        for kind in (data.consents, data.visits, data.contacts, data.outcomes, data.signups)
        for one in kind
    }
    by |= {one.by for kind in (data.complaints, data.attendances, data.requests) for one in kind}
    by |= {one.response.by for one in data.answers} | {one.pharmacist for one in data.signups}
    by |= {one.staff for one in data.tickets if one.staff is not None}
    limited = (
        *(data.tickets, data.readings, data.answers, data.visits, data.contacts),
        *(data.outcomes, data.complaints, data.attendances, data.leads, data.looks),
    )
    is_cut = any(len(kind) >= MOST for kind in limited)
    return replace(data, staff=uow.staff.names(by), is_cut=is_cut)
