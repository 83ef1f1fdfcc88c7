"""What the keys do on the import page. No widgets here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.imports.model import Choice
from ui.imports import answers
from ui.imports.state import ImportState, Step
from ui.shortcuts import Action

translate: Final = QCoreApplication.translate


def offered(state: ImportState) -> frozenset[Action]:
    """Return what keys can do now."""
    if state.undoing is not None:
        return frozenset({Action.GO_ON})
    if state.is_busy:
        return frozenset({Action.STOP}) if state.can_stop else frozenset()
    if state.is_picking:
        return frozenset({Action.LEAVE_OUT})
    working = {
        Action.GO_ON: state.can_go_on(),
        Action.UNDO: state.undoable is not None,
        Action.EXPORT: state.check is not None and state.step in (Step.CHECK, Step.RUN),
        **_of_step(state),
    }
    return frozenset(action for action, works in working.items() if works)


def words(state: ImportState) -> dict[Action, str]:
    """Return what keys do now where that is not the usual."""
    said: dict[Action, str] = {}
    if state.undoing is not None:
        said[Action.GO_ON] = translate("ImportKeys", "Take it back")
        said[Action.HOME] = translate("ImportKeys", "Leave it")
        return said
    said[Action.EXPORT] = translate("ImportKeys", "Save report")
    said[Action.UNDO] = translate("ImportKeys", "Take it back")
    if state.step is Step.FILE:
        is_sheets = state.preview is not None and bool(state.preview.sheets)
        sheet, encoding = translate("ImportKeys", "Sheet"), translate("ImportKeys", "Read it as")
        said[Action.PILE] = sheet if is_sheets else encoding
    elif has_dismissible(state):
        said[Action.HOME] = translate("ImportKeys", "Back")
    return said


def has_dismissible(state: ImportState) -> bool:
    """Tell whether Esc does something here before it leads home."""
    if state.undoing is not None or state.is_picking:
        return True
    if state.refusal is not None or state.saved:
        return True
    if state.is_busy:
        return state.step is Step.COLUMNS
    return state.step is not Step.FILE


def _of_step(state: ImportState) -> dict[Action, bool]:
    is_free = state.blocked is None
    match state.step:
        case Step.FILE:
            has_history = bool(state.history)
            return {
                Action.OPEN_FILE: is_free,
                Action.PILE: state.preview is not None,
                Action.NEXT: has_history,
                Action.BACK: has_history,
            }
        case Step.COLUMNS:
            named = (Action.CHANGE, Action.LEAVE_OUT, Action.NEXT, Action.BACK)
            return dict.fromkeys(named, True)
        case Step.CHECK:
            return {Action.PILE: True}
        case Step.ANSWERS:
            return _of_questions(state)
        case _:
            return {}


def _of_questions(state: ImportState) -> dict[Action, bool]:
    found = state.question
    if found is None or state.check is None:
        return {}
    is_joined = state.decisions.choice(found) is Choice.MERGE
    has_conflict = bool(found.differences) and is_joined
    asked = answers.open_field(found, state.decisions) is not None
    count = len(answers.alike(state.check, found, state.decisions))
    return {
        Action.JOIN: True,
        Action.NEW_FILE: True,
        Action.SKIP: True,
        Action.KEEP: has_conflict and asked,
        Action.TAKE: has_conflict and asked,
        Action.ALIKE: count > 1 or state.is_alike,
        Action.REVEAL: True,
        Action.NEXT: True,
        Action.BACK: True,
    }
