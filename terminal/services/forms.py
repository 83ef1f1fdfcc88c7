"""Questionnaires at the counter: what can be asked, what was answered, drafts, and taking back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain import proxy
from terminal.domain.customer import Allergy, Customer, Mark, mask_name
from terminal.domain.forms import checking
from terminal.domain.forms.checking import FormProblem
from terminal.domain.forms.enabling import pruned
from terminal.domain.forms.extracting import extract
from terminal.domain.forms.filling import CORRECTS
from terminal.domain.forms.model import Answered, Draft, Form, Response
from terminal.domain.forms.piecing import worded
from terminal.domain.forms.response import ResponseUnreadableError, from_items, to_items
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import Refusal
from terminal.services import consents, readings, restriction
from terminal.services.readings import Taken

STAFF: Final = "staff"
RESPONSES_SHOWN: Final = 50
GONE: Final = Refusal("FORM_GONE")


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A form that can be filled in today. `drafted_at`: somebody began it."""

    id: str
    version: int
    title: Mapping[str, str]
    asks: int
    unshown: int
    drafted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ResponseEntry:
    """What a customer answered once, and under which version."""

    id: str
    form: str
    version: int
    title: Mapping[str, str]
    at: datetime
    mark: Mark


@dataclass(frozen=True, slots=True)
class FormsDesk:
    """What can be asked of a customer, and what they answered. `refuses_health`: they want no
    health file, so that nothing about their health is kept without a yes.
    """

    customer: str
    masked_name: str
    allergies: tuple[Allergy, ...]
    forms: tuple[FormEntry, ...]
    responses: tuple[ResponseEntry, ...]
    refuses_health: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A form to be filled in, with the draft there is. `newest` is the version that HQ has by now,
    when a draft goes on under an earlier one; `corrects` the saved answers that it takes the place
    of.
    """

    form: Form
    draft: Draft | None = None
    newest: int | None = None
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers that were saved, with the form in the version they were given to. `is_own_version` is
    False when this till does not have that version: then the words are those of another, and where
    that one has none, the names of the questions.
    """

    response: Response
    form: Form
    answers: tuple[Answered, ...]
    is_own_version: bool = True


@dataclass(frozen=True, slots=True)
class SavedForm:
    """Answers on record, with the readings that were in them. `corrects`: those before, in whose
    place they stand.
    """

    response: str
    taken: tuple[Taken, ...] = ()
    corrects: str | None = None

    @property
    def dangers(self) -> tuple[Taken, ...]:
        """Return the readings that need a doctor now."""
        return tuple(one for one in self.taken if one.level is ReadingLevel.DANGER)


def desk(uow: UnitOfWork, *, customer_id: str) -> FormsDesk | Refusal:
    """Return what can be asked of a customer and what they answered, newest first. While reading is
    locked nothing that they said is shown.
    """
    customer = restriction.served(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    forms = uow.policies.forms()
    drafts = {one.form: one for one in uow.form_drafts.of_customer(customer.id)}
    given = [] if uow.sync.is_reading_locked else answered(uow, customer.id)
    return FormsDesk(
        customer.id,
        mask_name(customer.name),
        customer.allergies,
        tuple(_entry(one, drafts.get(one.id)) for one in forms),
        tuple(_response(uow, one) for one in given),
        consents.refuses_health(uow, customer_id=customer.id),
    )


def answered(uow: UnitOfWork, customer_id: str) -> list[Response]:
    """Return the responses of a customer that stand and were not taken back, newest first. Who
    bought for them is not theirs to answer: it stands with the purchases.
    """
    given = uow.responses.of_customer(customer_id, RESPONSES_SHOWN)
    return [one for one in given if one.items and one.form != proxy.FORM]


def begin(uow: UnitOfWork, *, customer_id: str, form_id: str) -> Opened | Refusal:
    """Open a form to be filled in. A draft goes on under the version it was begun with. Who refused
    a health file is asked nothing.
    """
    customer = _asked(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    current = next((one for one in uow.policies.forms() if one.id == form_id), None)
    draft = uow.form_drafts.get(customer.id, form_id)
    if draft is not None and uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    if draft is not None:
        begun_with = uow.policies.form(form_id, draft.version)
        if begun_with is not None:
            is_old = current is not None and current.version != draft.version
            newest = current.version if is_old and current else None
            return Opened(begun_with, draft, newest, draft.content.get(CORRECTS))
    return GONE if current is None else Opened(current, draft)


def keep(
    uow: UnitOfWork, *, customer_id: str, form_id: str, version: int, content: Mapping[str, Any]
) -> Refusal | None:
    """Keep a draft at this till, so that it is there after a restart."""
    customer = _asked(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    made = Draft(customer.id, form_id, version, uow.now, uow.session.actor, content)
    uow.form_drafts.put(made)
    return None


def drop(uow: UnitOfWork, *, customer_id: str, form_id: str) -> None:
    """Forget a draft in which nothing stands any more."""
    uow.form_drafts.drop(customer_id, form_id)


def save(
    uow: UnitOfWork, *, customer_id: str, form_id: str, version: int, answers: tuple[Answered, ...]
) -> SavedForm | Refusal | tuple[FormProblem, ...]:
    """Record answers under the version they were given to, with the readings in them as readings,
    all in one group. What is wrong is told, and nothing was recorded.
    """
    customer = _asked(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    form = uow.policies.form(form_id, version)
    if form is None:
        return GONE
    kept = pruned(form, answers)
    if problems := checking.check(form, kept):
        return problems
    if not kept:
        return Refusal("FORM_EMPTY")
    response = uow.new_id()
    fields = {
        "customer": customer.id,
        "form": form.id,
        "form_version": form.version,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "items": to_items(kept),
        "source": STAFF,
    }
    uow.put("response", response, Fact(fields))
    taken = []
    for one in extract(form, kept):
        made = readings.record(uow, customer_id=customer.id, code=one.code, items=one.items)
        if isinstance(made, Taken):
            taken.append(made)
    uow.form_drafts.drop(customer.id, form.id)
    uow.audit("form.answered", entity_kind="customer", entity=customer.id)
    return SavedForm(response, tuple(taken))


def undo(
    uow: UnitOfWork,
    *,
    customer_id: str,
    response_id: str,
    taken: tuple[str, ...] = (),
    draft: Mapping[str, Any] | None = None,
) -> Refusal | None:
    """Take answers back by a response that says nothing, and the readings that came of them; what
    was typed is a draft again.
    """
    customer = restriction.served(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    given = next((one for one in answered(uow, customer.id) if one.id == response_id), None)
    if given is None:
        return Refusal("RESPONSE_GONE")
    fields = {
        "customer": customer.id,
        "form": given.form,
        "form_version": given.form_version,
        "at": uow.now_ms,
        "by": uow.session.actor,
        "items": {},
        "source": STAFF,
        "supersedes": given.id,
    }
    uow.put("response", uow.new_id(), Fact(fields))
    for reading in taken:
        readings.undo(uow, reading_id=reading)
    if draft is not None and uow.form_drafts.get(customer.id, given.form) is None:
        again = Draft(
            customer.id, given.form, given.form_version, uow.now, uow.session.actor, draft
        )
        uow.form_drafts.put(again)
    uow.audit("form.undone", entity_kind="customer", entity=customer.id)
    return None


def read(uow: UnitOfWork, *, customer_id: str, response_id: str) -> Answers | Refusal:
    """Return what a customer answered, with the words of the version that it answers."""
    customer = restriction.served(uow, customer_id)
    if isinstance(customer, Refusal):
        return customer
    if uow.sync.is_reading_locked:
        return Refusal("READING_LOCKED")
    given = next((one for one in answered(uow, customer.id) if one.id == response_id), None)
    return Refusal("RESPONSE_GONE") if given is None else told(uow, given)


def told(uow: UnitOfWork, given: Response) -> Answers | Refusal:
    """Return a response with the words of the version that it answers. Whether somebody may read it
    is for whoever asks. Refuses with RESPONSE_UNREADABLE.
    """
    try:
        answers = from_items(given.items)
    except ResponseUnreadableError as error:
        return Refusal(error.code)
    form = uow.policies.form(given.form, given.form_version)
    if form is not None:
        return Answers(given, form, answers)
    newest = uow.policies.form(given.form)
    return Answers(given, worded(given, answers, newest), answers, is_own_version=False)


def _asked(uow: UnitOfWork, customer_id: str) -> Customer | Refusal:
    """Return a customer whose answers may be stored: they are data about health."""
    customer = restriction.served(uow, customer_id)
    if isinstance(customer, Customer) and consents.refuses_health(uow, customer_id=customer.id):
        return consents.HEALTH_REFUSED
    return customer


def _entry(form: Form, draft: Draft | None) -> FormEntry:
    asks = sum(item.is_asked for item in form.all_items())
    drafted_at = None if draft is None else draft.at
    return FormEntry(form.id, form.version, form.title, asks, len(form.unshown), drafted_at)


def _response(uow: UnitOfWork, one: Response) -> ResponseEntry:
    form = uow.policies.form(one.form, one.form_version) or uow.policies.form(one.form)
    title = {"zh_CN": one.form} if form is None else form.title
    return ResponseEntry(one.id, one.form, one.form_version, title, one.at, one.mark)
