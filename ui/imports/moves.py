"""From one state of the import page to the next. Values in, values out; no widgets here."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from terminal.domain.imports.model import (
    BatchEntry,
    Check,
    Choice,
    Decisions,
    Duplicate,
    Field,
    Progress,
    Severity,
    Stage,
    Stand,
)
from terminal.domain.problems import Refusal
from terminal.services.import_desk import ImportDesk
from ui.imports import answers
from ui.imports.job import Opened
from ui.imports.state import STEPS, ImportState, Step

STOPPED: Final = "IMPORT_CANCELLED"
"""What a check that somebody stopped comes back with: they know, so nothing is said."""


def idle(state: ImportState) -> ImportState:
    """Return the state with nothing under way."""
    return replace(state, stage=None, progress=None, rate=None, left_s=None, is_stopping=False)


def fresh(state: ImportState) -> ImportState:
    """Return the state with no file, and only what does not hang on one."""
    return ImportState(
        blocked=state.blocked,
        is_read=state.is_read,
        history=state.history,
        names=state.names,
        now=state.now,
        chosen=state.chosen,
    )


def quiet(state: ImportState) -> ImportState:
    """Return the state with nothing said and nothing asked."""
    return replace(state, refusal=None, saved="", undoing=None, is_revealed=False)


def begun(state: ImportState, stage: Stage, step: Step | None) -> ImportState:
    """Return the state in which something has begun."""
    return replace(quiet(idle(state)), stage=stage, step=step or state.step)


def moved_back(state: ImportState) -> ImportState:
    """Return the state one step before."""
    return replace(state, step=STEPS[STEPS.index(state.step) - 1], is_revealed=False)


def advanced(state: ImportState, progress: Progress, rate: int | None) -> ImportState:
    """Return the state that far, at so many rows a second."""
    left = None
    if rate and progress.total > 0:
        left = max(progress.total - progress.done, 0) // rate
    return replace(state, stage=progress.stage, progress=progress, rate=rate, left_s=left)


def with_desk(state: ImportState, history: tuple[BatchEntry, ...], desk: ImportDesk) -> ImportState:
    """Return the state with who may import, and the imports that were."""
    ids = [one.id for one in history]
    return replace(
        state,
        is_read=True,
        blocked=desk.blocked,
        history=history,
        names=desk.names,
        now=desk.now,
        chosen=state.chosen if state.chosen in ids else next(iter(ids), None),
    )


def opened(state: ImportState, found: Opened | Refusal) -> ImportState:
    """Return the state with a file, or with why it cannot be read."""
    state = idle(state)
    if isinstance(found, Refusal):
        return replace(state, refusal=found)
    return replace(
        state,
        preview=found.preview,
        columns=dict(found.columns),
        column=0,
        check=None,
        decisions=found.decisions or Decisions(),
    )


def checked(state: ImportState, found: Check | Refusal) -> ImportState:
    """Return the state with what was found, or with why nothing was."""
    state = idle(state)
    if isinstance(found, Refusal):
        return state if found.code == STOPPED else replace(state, refusal=found)
    state = replace(quiet(state), step=Step.CHECK, check=found, decisions=Decisions(), at=0)
    group = next((one for one in Severity if state.count_of(one)), Severity.ROW)
    return replace(state, group=group, is_alike=False)


def ended(state: ImportState, entry: BatchEntry) -> ImportState:
    """Return the state with what came of an import, or of taking one back."""
    others = tuple(one for one in state.history if one.id != entry.id)
    done = replace(quiet(idle(state)), step=Step.RUN, result=entry)
    return replace(done, history=(entry, *others), chosen=entry.id)


def turned_down(state: ImportState, before: ImportState, refusal: Refusal) -> ImportState:
    """Return the state before something that could not be done, with why not."""
    said = None if refusal.code == STOPPED else refusal
    return replace(idle(state), step=before.step, result=before.result, refusal=said)


def stepped(state: ImportState, by: int) -> ImportState:
    """Return the state with the next (+1) or previous (-1) column, question or import."""
    if state.is_picking or state.undoing is not None:
        return state
    if state.step is Step.COLUMNS and state.preview is not None:
        return replace(state, column=_within(state.column + by, len(state.preview.columns)))
    if state.step is Step.ANSWERS and state.check is not None:
        return asked(state, _within(state.at + by, len(state.check.duplicates)))
    if state.step is Step.FILE and state.history:
        ids = [one.id for one in state.history]
        at = ids.index(state.chosen) if state.chosen in ids else -by
        return replace(state, chosen=ids[_within(at + by, len(ids))])
    return state


def mapped(state: ImportState, name: Field | None) -> ImportState:
    """Return the state with what the chosen column holds, and the next column chosen. What was
    found under another mapping is found no more.
    """
    preview = state.preview
    if preview is None or not preview.columns:
        return state
    at = preview.columns[state.column].at
    columns = {place: one for place, one in state.columns.items() if place != at}
    if name is not None:
        columns[at] = name
    following = _within(state.column + 1, len(preview.columns))
    state = replace(state, column=following, is_picking=False)
    if columns == state.columns:
        return state
    ordered = dict(sorted(columns.items()))
    return replace(state, columns=ordered, check=None, decisions=Decisions())


def asked(state: ImportState, place: int) -> ImportState:
    """Return the state with another question."""
    return state if place == state.at else replace(state, at=place, is_revealed=False)


def chosen(state: ImportState, choice: Choice) -> ImportState:
    """Return the state with what becomes of the row, and of all alike when that was asked for."""
    if state.step is not Step.ANSWERS or state.question is None:
        return state
    meant, decisions = _meant(state), state.decisions
    if choice is Choice.MERGE and state.question.row in decisions.duplicates:
        # Said once more: what differs is asked about once more.
        decisions = answers.reopened(decisions, meant)
    return _answered(state, answers.choose(decisions, meant, choice))


def settled(state: ImportState, stand: Stand, name: Field | None) -> ImportState:
    """Return the state with what becomes of a field that differs: this one, or the first that
    nobody decided about. It is of a row that is joined, so that much is decided too.
    """
    found = state.question
    if state.step is not Step.ANSWERS or found is None:
        return state
    joined = answers.choose(state.decisions, [found], Choice.MERGE)
    wanted = name or answers.open_field(found, joined) or _first_field(found)
    if wanted is None:
        return state
    return _answered(state, answers.settle(joined, _meant(state), wanted, stand))


def _answered(state: ImportState, decisions: Decisions) -> ImportState:
    state = replace(state, decisions=decisions, is_revealed=False)
    check, found = state.check, state.question
    if check is None or found is None or answers.is_open(found, decisions):
        return state
    waiting = answers.open_ones(check, decisions)
    following = next((at for at in waiting if at > state.at), next(iter(waiting), state.at))
    return replace(state, at=following)


def _meant(state: ImportState) -> tuple[Duplicate, ...]:
    check, found = state.check, state.question
    assert check is not None
    assert found is not None
    return answers.alike(check, found, state.decisions) if state.is_alike else (found,)


def _first_field(found: Duplicate) -> Field | None:
    return found.differences[0].field if found.differences else None


def _within(place: int, count: int) -> int:
    return min(max(place, 0), count - 1)
