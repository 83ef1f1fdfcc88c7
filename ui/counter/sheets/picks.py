"""What the digits of a sheet choose. No widgets here."""

from __future__ import annotations

from dataclasses import replace

from terminal.services.consents import ASKED
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import (
    ANYBODY,
    GUARDIAN_BASE,
    ID_KINDS,
    KINDS_OF_GLUCOSE,
    NO_TO_ALL,
    SIDE_EFFECTS,
    WAYS,
    ConsentSheet,
    Entry,
    HandSheet,
    NoteSheet,
    ProxySheet,
    ReadingSheet,
    RefillSheet,
)


def picked(sheet: Entry, digit: int) -> Entry | None:
    """Return a sheet after a digit, counted from 1; None when it stands for nothing here."""
    if isinstance(sheet, ReadingSheet):
        has_kinds = sheet.kind is SheetKind.GLUCOSE and 1 <= digit <= len(KINDS_OF_GLUCOSE)
        return replace(sheet, code=KINDS_OF_GLUCOSE[digit - 1]) if has_kinds else None
    if isinstance(sheet, NoteSheet):
        return _with_effect(sheet, digit) if 1 <= digit <= len(SIDE_EFFECTS) else None
    if isinstance(sheet, ProxySheet):
        has_kind = 1 <= digit <= len(ID_KINDS)
        return replace(sheet, id_kind=ID_KINDS[digit - 1]) if has_kind else None
    if isinstance(sheet, HandSheet):
        is_there = digit == ANYBODY or 1 <= digit <= len(sheet.people)
        is_known = bool(sheet.people)
        return replace(sheet, chosen=digit, problem=None) if is_there and is_known else None
    if isinstance(sheet, RefillSheet):
        return _refill(sheet, digit)
    return _said(sheet, digit) if isinstance(sheet, ConsentSheet) else None


def _said(sheet: ConsentSheet, digit: int) -> ConsentSheet | None:
    if digit == NO_TO_ALL:
        return replace(sheet, words=dict.fromkeys(ASKED, False))
    if GUARDIAN_BASE < digit <= GUARDIAN_BASE + len(sheet.guardians):
        return replace(sheet, guardian=sheet.guardians[digit - GUARDIAN_BASE - 1].customer)
    place, is_no = divmod(digit - 1, 2)
    if not 0 <= place < len(ASKED):
        return None
    return replace(sheet, words={**sheet.words, ASKED[place]: not is_no})


def _refill(sheet: RefillSheet, digit: int) -> RefillSheet | None:
    if digit in WAYS:
        return replace(sheet, wanted=WAYS[digit], problem=None)
    if not 1 <= digit <= len(sheet.medicines):
        return None
    # What was typed was meant for the medicine that stood there.
    return replace(sheet, chosen=digit - 1, text="", wanted=None, problem=None)


def _with_effect(sheet: NoteSheet, digit: int) -> NoteSheet:
    code = SIDE_EFFECTS[digit - 1]
    others = tuple(one for one in sheet.effects if one != code)
    effects = others if code in sheet.effects else (*others, code)
    return replace(sheet, effects=effects, problem=None)
