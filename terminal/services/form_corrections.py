"""Saved answers that are corrected: they stay on record, and others stand in their place.

The form is asked in the version it was answered in, and the answers keep the moment they were given
at: what was wrong then is mended, nothing was asked again. Readings that came of them follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from sync.protocol.ops import Fact
from terminal.domain.forms import checking
from terminal.domain.forms.checking import FormProblem
from terminal.domain.forms.enabling import pruned
from terminal.domain.forms.extracting import Extracted, extract
from terminal.domain.forms.filling import CORRECTS
from terminal.domain.forms.model import Answered, Draft
from terminal.domain.forms.response import from_items, to_items
from terminal.domain.problems import Refusal
from terminal.services import forms, readings
from terminal.services.forms import GONE, STAFF, Answers, Opened, SavedForm
from terminal.services.readings import Taken

READINGS_MOST: Final = 1_000
"""So many readings of a customer are looked through for those that came of the answers."""
_TAKEN_BACK: Final = Refusal("RESPONSE_GONE")


def begin(uow: UnitOfWork, *, customer_id: str, response_id: str) -> Opened | Refusal:
    """Open saved answers to be corrected, in their own version of the form. A correction that was
    begun goes on; another draft of the form is finished first.
    """
    found = forms.read(uow, customer_id=customer_id, response_id=response_id)
    if isinstance(found, Refusal):
        return found
    if not found.is_own_version:
        return GONE
    form, owner = found.form, _owner(uow, customer_id)
    draft = uow.form_drafts.get(owner, form.id)
    if draft is None:
        content = {**found.response.items, CORRECTS: response_id}
        draft = Draft(owner, form.id, form.version, uow.now, uow.session.actor, content)
    elif draft.content.get(CORRECTS) != response_id:
        return Refusal("FORM_DRAFT_FIRST")
    return Opened(form, draft, corrects=response_id)


def save(
    uow: UnitOfWork,
    *,
    customer_id: str,
    response_id: str,
    form: tuple[str, int],
    answers: tuple[Answered, ...],
) -> SavedForm | Refusal | tuple[FormProblem, ...]:
    """Record answers in the place of saved ones. Where those were taken back or corrected
    meanwhile, they are answers of their own to the `form` (id and version): nothing typed is lost.
    """
    found = forms.read(uow, customer_id=customer_id, response_id=response_id)
    if found == _TAKEN_BACK:
        form_id, version = form
        return forms.save(
            uow, customer_id=customer_id, form_id=form_id, version=version, answers=answers
        )
    if isinstance(found, Refusal):
        return found
    kept = pruned(found.form, answers)
    if (wrong := _wrong(found, kept)) is not None:
        return wrong
    owner = _owner(uow, customer_id)
    made = _replace(uow, owner, found, kept)
    uow.form_drafts.drop(owner, found.form.id)
    uow.audit("form.corrected", entity_kind="customer", entity=owner)
    return made


def undo(
    uow: UnitOfWork, *, customer_id: str, response_id: str, draft: Mapping[str, Any] | None = None
) -> Refusal | None:
    """Take a correction back: the answers before stand again, and what was typed is a draft."""
    found = forms.read(uow, customer_id=customer_id, response_id=response_id)
    if isinstance(found, Refusal):
        return found
    before = uow.responses.get(found.response.supersedes or "")
    if before is None:
        return _TAKEN_BACK
    owner = _owner(uow, customer_id)
    made = _replace(uow, owner, found, from_items(before.items))
    if draft is not None and uow.form_drafts.get(owner, found.form.id) is None:
        content = {**draft, CORRECTS: made.response}
        form = found.form
        uow.form_drafts.put(
            Draft(owner, form.id, form.version, uow.now, uow.session.actor, content)
        )
    uow.audit("form.undone", entity_kind="customer", entity=owner)
    return None


def _wrong(found: Answers, kept: tuple[Answered, ...]) -> Refusal | tuple[FormProblem, ...] | None:
    if not found.is_own_version:
        return GONE
    if problems := checking.check(found.form, kept):
        return problems
    if not kept:
        return Refusal("FORM_EMPTY")
    return Refusal("FORM_UNCHANGED") if to_items(kept) == found.response.items else None


def _replace(
    uow: UnitOfWork, owner: str, found: Answers, answers: tuple[Answered, ...]
) -> SavedForm:
    old, form = found.response, found.form
    response, at_ms = uow.new_id(), round(old.at.timestamp() * 1000)
    fields = {
        "customer": owner,
        "form": form.id,
        "form_version": form.version,
        "at": at_ms,
        "by": uow.session.actor,
        "items": to_items(answers),
        "source": STAFF,
        "supersedes": old.id,
    }
    uow.put("response", response, Fact(fields))
    before, now = extract(form, found.answers), extract(form, answers)
    _take_back(uow, owner, old.at, [one for one in before if one not in now])
    taken = []
    for one in now:
        if one in before:
            continue
        made = readings.record(uow, customer_id=owner, code=one.code, items=one.items, at_ms=at_ms)
        if isinstance(made, Taken):
            taken.append(made)
    return SavedForm(response, tuple(taken), corrects=old.id)


def _take_back(uow: UnitOfWork, owner: str, at: datetime, gone: Sequence[Extracted]) -> None:
    """Take back readings that came of answers and are not said any more."""
    if not gone:
        return
    known = [one for one in uow.observations.of_customer(owner, READINGS_MOST) if one.at == at]
    for said in gone:
        for one in known:
            if one.code == said.code and one.items == said.items:
                readings.undo(uow, reading_id=one.id)
                known.remove(one)
                break


def _owner(uow: UnitOfWork, customer_id: str) -> str:
    customer = uow.customers.get(customer_id)
    return customer_id if customer is None else customer.id
