"""What records a sheet of the card. No widgets here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from terminal.domain.customer import mask_name
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.refill_note import Amount
from terminal.services import conflicts, consents, handing_many, proxies, refills, visits
from terminal.services.consents import SPOKEN
from terminal.services.handing_many import Choices, HandedOver, Scope
from terminal.services.refills import Refilled
from terminal.services.visits import Noted
from terminal.services.work import Work
from ui.counter.sheets.state import (
    ANYBODY,
    Answer,
    ConsentSheet,
    Deed,
    HandSheet,
    NoteSheet,
    ProxySheet,
    RefillSheet,
)

Saved = HandedOver | Noted | str | Refusal | FieldProblem | list[FieldProblem]


def lacks(sheet: NoteSheet | ProxySheet | HandSheet) -> FieldProblem | None:
    """Return what has to be said before a sheet can be recorded."""
    if isinstance(sheet, HandSheet) and not (sheet.chosen and sheet.tasks):
        return FieldProblem("to", "COLLEAGUE_MISSING")
    return None


def of(sheet: NoteSheet | ProxySheet | HandSheet) -> Work[Saved]:
    """Return the work that records a sheet."""
    if isinstance(sheet, NoteSheet):
        return partial(
            visits.note, customer_id=sheet.customer, text=sheet.text, side_effects=sheet.effects
        )
    if isinstance(sheet, HandSheet):
        to = None if sheet.to is None else sheet.to.id
        return partial(
            handing_many.hand_over,
            task_id=sheet.task,
            tasks=sheet.tasks,
            to=to,
            note=sheet.text,
        )
    return partial(proxies.note, customer_id=sheet.customer, name=sheet.text, id_kind=sheet.id_kind)


def deed(sheet: NoteSheet | ProxySheet | HandSheet, saved: HandedOver | Noted | str) -> Deed:
    """Return what was recorded, as what can be taken back."""
    if isinstance(saved, Noted):
        return Deed(sheet, (saved.visit,))
    if isinstance(saved, HandedOver):
        to = sheet.to if isinstance(sheet, HandSheet) else None
        about = "" if to is None else to.name
        return Deed(sheet, (saved.given[0].outcome,), about=about, given=saved.given)
    return Deed(sheet, (saved,), about=mask_name(sheet.text.strip()))


def offered(sheet: HandSheet, found: Choices) -> HandSheet:
    """Return a sheet with who can have the follow-ups, and which go: all that are open, or the only
    one.
    """
    pile = next((one for one in found.piles if one.scope is Scope.CUSTOMER), None)
    tasks, titles = ((sheet.task,), ()) if pile is None else (pile.tasks, pile.titles)
    people = found.people[: ANYBODY - 1]
    chosen = sheet.chosen
    if sheet.to is not None:  # Whoever was chosen may stand at another digit by now, or at none.
        places = (at for at, one in enumerate(people, start=1) if one.id == sheet.to.id)
        chosen = next(places, 0)
    return replace(sheet, people=people, tasks=tasks, titles=titles, chosen=chosen)


def said(sheet: ConsentSheet) -> Work[tuple[str, ...] | Refusal]:
    """Return the work that records what was said about the use of data."""
    return partial(
        consents.say,
        customer_id=sheet.customer,
        words=sheet.words,
        text_version=SPOKEN,
        guardian=sheet.guardian,
    )


def refilled(
    sheet: RefillSheet, medicine: str, amount: Amount
) -> Work[Refilled | Refusal | list[FieldProblem]]:
    """Return the work that notes a refill."""
    return partial(
        refills.record,
        customer_id=sheet.customer,
        medicine_id=medicine,
        amount=amount,
        way=sheet.way,
    )


def answered(given: Answer) -> Work[str | Refusal]:
    """Return the work that records what was answered to a contradiction."""
    return partial(
        conflicts.reply,
        customer_id=given.customer,
        rule_id=given.asked.rule,
        key=given.asked.key,
        code=given.reply.code,
    )
