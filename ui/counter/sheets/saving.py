"""What records a sheet in which something was typed in words. No widgets here."""

from __future__ import annotations

from functools import partial

from terminal.domain.customer import mask_name
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import proxies, visits
from terminal.services.visits import Noted
from terminal.services.work import Work
from ui.counter.sheets.state import Deed, NoteSheet, ProxySheet

Saved = Noted | str | Refusal | FieldProblem | list[FieldProblem]


def of(sheet: NoteSheet | ProxySheet) -> Work[Saved]:
    """Return the work that records a sheet."""
    if isinstance(sheet, NoteSheet):
        return partial(
            visits.note, customer_id=sheet.customer, text=sheet.text, side_effects=sheet.effects
        )
    return partial(proxies.note, customer_id=sheet.customer, name=sheet.text, id_kind=sheet.id_kind)


def deed(sheet: NoteSheet | ProxySheet, saved: Noted | str) -> Deed:
    """Return what was recorded, as what can be taken back."""
    if isinstance(saved, Noted):
        return Deed(sheet, (saved.visit,))
    return Deed(sheet, (saved,), about=mask_name(sheet.text.strip()))
