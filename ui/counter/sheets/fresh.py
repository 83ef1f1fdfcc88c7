"""Sheets nobody has typed in. No widgets here."""

from __future__ import annotations

from terminal.domain import observation
from terminal.domain.card import CustomerCard
from terminal.domain.observation import GLUCOSE_FASTING
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.sheets.state import (
    GUARDIANS_OFFERED,
    MEDICINES_OFFERED,
    ComplaintSheet,
    ConsentSheet,
    Entry,
    HandSheet,
    NoteSheet,
    ProxySheet,
    ReadingSheet,
    RefillSheet,
    WhySheet,
)


def empty(kind: SheetKind, card: CustomerCard) -> Entry:
    """Return a sheet nobody has typed in; HAND only where a follow-up is open."""
    customer, name = card.id, card.masked_name
    code = GLUCOSE_FASTING if kind is SheetKind.GLUCOSE else observation.BLOOD_PRESSURE
    sheet: Entry = ReadingSheet(customer, name, code)
    match kind:
        case SheetKind.REFILL:
            medicines = card.medicines[:MEDICINES_OFFERED]
            sheet = RefillSheet(customer, name, card.today, medicines)
        case SheetKind.NOTE:
            sheet = NoteSheet(customer, name)
        case SheetKind.COMPLAINT:
            sheet = ComplaintSheet(customer, name)
        case SheetKind.WHY:
            sheet = WhySheet(customer, name)
        case SheetKind.LABELS:
            sheet = LabelSheet(customer, name)
        case SheetKind.PROXY:
            sheet = ProxySheet(customer, name)
        case SheetKind.HAND:
            sheet = HandSheet(customer, name, card.tasks[0].id)
        case SheetKind.CONSENTS:
            guardians = card.file.guardians[:GUARDIANS_OFFERED]
            sheet = ConsentSheet(customer, name, guardians=guardians)
    return sheet
