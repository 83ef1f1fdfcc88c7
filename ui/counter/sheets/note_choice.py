"""From one note of a sheet to another; what was typed for either stays. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ui.counter.sheets.note_past import NoteMending
from ui.counter.sheets.state import NoteSheet


def choose(sheet: NoteSheet, note: str, *, is_withdrawing: bool = False) -> NoteSheet:
    """Return the sheet about another note (empty: a new one), with what was typed for it or what
    stands on record. What was typed for the one before is kept.
    """
    mending = sheet.mending
    if note == mending.chosen:
        return replace(sheet, problem=None, mending=replace(mending, is_withdrawing=is_withdrawing))
    kept = dict(mending.kept)
    if sheet.is_typed:
        kept[mending.chosen] = sheet.text, sheet.effects
    typed = kept.pop(note, None)
    now = replace(mending, chosen=note, is_withdrawing=is_withdrawing, kept=kept)
    text, effects = typed or now.on_record()
    return replace(sheet, text=text, effects=effects, problem=None, mending=now)


def as_left(sheet: NoteSheet) -> NoteSheet:
    """Return the sheet as it waits: about a note for which something was typed, if about any."""
    if sheet.is_typed:
        return choose(sheet, sheet.mending.chosen)
    kept = sheet.mending.kept
    return choose(sheet, "" if "" in kept else next(iter(kept), ""))


def rest(sheet: NoteSheet) -> NoteSheet:
    """Return what is left of a sheet once the note it is about is on record."""
    text, effects = sheet.mending.on_record()
    bare = replace(sheet, text=text, effects=effects, is_busy=False, problem=None)
    return as_left(bare)


def content(sheet: NoteSheet) -> dict[str, Any]:
    """Return the words of a sheet as they are kept beyond the end of the program: those of a new
    note, and those that put one right.
    """
    mending, typed = sheet.mending, dict(sheet.mending.kept)
    if sheet.is_typed:
        typed[mending.chosen] = sheet.text, sheet.effects
    text, effects = typed.pop("", ("", ()))
    found: dict[str, Any] = {"text": text, "effects": list(effects)}
    for note, (right, theirs) in typed.items():
        found |= {"mends": note, "right": right, "right_effects": list(theirs)}
    return found


def read(customer: str, name: str, said: Mapping[str, Any]) -> NoteSheet:
    """Return a sheet of words as they were kept."""
    text, effects = str(said.get("text") or ""), tuple(said.get("effects") or ())
    note, right = said.get("mends"), str(said.get("right") or "")
    kept = {note: (right, tuple(said.get("right_effects") or ()))} if note else {}
    sheet = NoteSheet(customer, name, text, effects, mending=NoteMending(kept=kept))
    return as_left(sheet)
