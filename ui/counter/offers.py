"""What the counter page shows and what keys can do on it, by its state."""

from __future__ import annotations

from typing import Final

from terminal.domain.card import CustomerCard, Due
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import AdviceSheet, NoteSheet, ReadingSheet
from ui.counter.state import CounterState
from ui.shortcuts import Action

IDLE, CARD, HITS = range(3)
SHEETS: Final = {
    Action.PRESSURE: SheetKind.PRESSURE,
    Action.GLUCOSE: SheetKind.GLUCOSE,
    Action.NOTE: SheetKind.NOTE,
    Action.COMPLAINT: SheetKind.COMPLAINT,
    Action.CONSENTS: SheetKind.CONSENTS,
    Action.REFILL: SheetKind.REFILL,
    Action.FILL: SheetKind.FIELD,
    Action.CHECK_IN: SheetKind.EVENT,
    Action.PROXY: SheetKind.PROXY,
    Action.HAND_OVER: SheetKind.HAND,
    Action.LABELS: SheetKind.LABELS,
}
"""Sheets by the action that opens them."""


def on_card(card: CustomerCard, state: CounterState) -> set[Action]:
    """Return what keys can do on an open card."""
    actions, forms = set[Action](), len(state.forms)
    if not card.is_locked:
        actions |= {Action.REVEAL} | (set() if card.is_restricted else {Action.LABELS})
    if not card.is_restricted:
        actions |= SHEETS.keys() - {Action.FILL, Action.HAND_OVER, Action.LABELS}
        actions |= {Action.OPEN_FORMS, Action.SELF_FILL}
        if card.medicines:
            actions.add(Action.REPEAT)
    if state.missing is not None:
        actions |= {Action.FILL, Action.LEAVE_OUT}
    if card.conflicts:
        actions.add(Action.PICK)
    if forms:
        actions |= {Action.DONE, Action.TASKS}
    if outcomes(state):
        actions.add(Action.OUTCOME)
    if card.tasks and not card.is_restricted:
        actions.add(Action.HAND_OVER)
    if forms > 1:
        actions |= {Action.NEXT, Action.BACK}
    return actions


def outcomes(state: CounterState) -> tuple[int, ...]:
    """Return the digits of the outcomes that the active task's rule offers."""
    active = (one.task for one in state.forms if one.is_active)
    return next((one.keys for one in active if one.due is not Due.DONE), ())


def replies(state: CounterState) -> range:
    """Return the digits of the answers to what does not fit together in the file."""
    conflicts = () if state.card is None else state.card.conflicts
    return range(1, len(conflicts[0].replies) + 1) if conflicts else range(0)


def active_of(state: CounterState) -> str | None:
    """Return the task the keys act on."""
    return next((form.task.id for form in state.forms if form.is_active), None)


def sheet_of(state: CounterState) -> object:
    """Return what tells one open sheet from another."""
    sheet = state.sheet
    if sheet is None or isinstance(sheet, AdviceSheet):
        return sheet
    mending = sheet.mending if isinstance(sheet, ReadingSheet | NoteSheet) else None
    return sheet.kind, sheet.customer, mending is not None and mending.is_withdrawing


def page_of(state: CounterState) -> int:
    """Return which of the three is shown: the invitation, a card, or a choice."""
    if state.hits:
        return HITS
    return IDLE if state.card is None else CARD
