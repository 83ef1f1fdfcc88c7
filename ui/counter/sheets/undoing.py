"""What takes back what was entered on a card. No widgets here."""

from __future__ import annotations

from functools import partial
from typing import TypeGuard

from terminal.domain.problems import Refusal
from terminal.services import (
    conflicts,
    consents,
    events,
    file_fields,
    handing_many,
    labels,
    note_corrections,
    proxies,
    reading_corrections,
    readings,
    visits,
)
from terminal.services.work import Work
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.sheets.state import (
    Answer,
    ComplaintSheet,
    Deed,
    Entry,
    EventSheet,
    HandSheet,
    NoteSheet,
    ProxySheet,
    ReadingSheet,
    RefillSheet,
)


def reopens(sheet: Entry | Answer) -> TypeGuard[Entry]:
    """Tell whether a sheet comes back with what was typed. One key's work does not, and an empty
    sheet of a refill would propose the next medicine.
    """
    if isinstance(sheet, RefillSheet):
        return sheet.has_draft
    return not isinstance(sheet, Answer | EventSheet | LabelSheet)


def of(deed: Deed) -> Work[Refusal | None]:
    """Return the work that takes a deed back."""
    sheet, owner = deed.sheet, deed.sheet.customer
    if deed.mended is not None:
        return partial(reading_corrections.undo, mended=deed.mended)
    if deed.note_mended is not None:
        return partial(note_corrections.undo, mended=deed.note_mended)
    if isinstance(sheet, ReadingSheet | RefillSheet):
        return partial(readings.undo, reading_id=deed.token)
    if isinstance(sheet, NoteSheet):
        return partial(visits.undo_note, customer_id=owner, visit_id=deed.token)
    if isinstance(sheet, Answer):
        return partial(conflicts.undo, answer_id=deed.token)
    return _of_file(deed)


def _of_file(deed: Deed) -> Work[Refusal | None]:
    sheet, owner = deed.sheet, deed.sheet.customer
    work: Work[Refusal | None] = partial(consents.undo, customer_id=owner, consent_ids=deed.ids)
    if deed.turned is not None:
        work = partial(labels.undo, turned=deed.turned)
    elif isinstance(sheet, EventSheet):
        work = partial(events.undo, customer_id=owner, attendance_id=deed.token)
    elif isinstance(sheet, ProxySheet):
        work = partial(proxies.undo, customer_id=owner, record_id=deed.token)
    elif isinstance(sheet, HandSheet):
        work = partial(handing_many.undo, task_id=sheet.task, given=deed.given)
    elif isinstance(sheet, ComplaintSheet):
        work = partial(visits.withdraw_complaint, complaint_id=deed.token)
    elif deed.filled is not None:
        work = partial(file_fields.undo, customer_id=owner, filled=deed.filled)
    return work
