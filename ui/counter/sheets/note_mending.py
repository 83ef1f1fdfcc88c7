"""From typing a new note to putting an earlier one right, or withdrawing it. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import note_corrections
from terminal.services.note_corrections import NoteMended, PastNote
from terminal.services.work import Runner, Work
from ui.counter.sheets import note_choice, telling
from ui.counter.sheets.mending import Held
from ui.counter.sheets.state import Deed, NoteSheet

MEANWHILE: Final = "NOTE_CHANGED"
"""The refusal to mend a note that is not the one shown any more."""


class NoteMender:
    """Chooses which note an open sheet is about, a new one or one of the last, and mends that.
    `done` hears what was mended.
    """

    def __init__(self, run: Runner, held: Held, done: Callable[[Deed], None]) -> None:
        self._run, self._held, self._done = run, held, done

    def ask(self, sheet: NoteSheet) -> None:
        """Ask for the last notes, for the sheet that is open."""
        work = partial(note_corrections.recent, customer_id=sheet.customer)
        self._run(work, partial(self._on_recent, sheet.customer))

    def turn(self) -> None:
        """Go on to the last note, or back to a new one; out of a withdrawal, back to putting that
        one right. Of who refused a health file a note is withdrawn only.
        """
        sheet = self._open()
        past = None if sheet is None else sheet.mending.past
        if sheet is None or not past:
            return
        mending, is_bare = sheet.mending, self._is_bare(sheet)
        if mending.one is not None and not (mending.is_withdrawing and not is_bare):
            self._choose(sheet, "")
        else:
            self._choose(sheet, mending.chosen or past[0].id, is_withdrawing=is_bare)

    def step(self, by: int) -> None:
        """Go on to an earlier note (+1) or to a later one (-1); at the end stay."""
        sheet = self._open()
        if sheet is None or sheet.mending.one is None:
            return
        past, mending = sheet.mending.past or (), sheet.mending
        place = min(max(mending.place + by, 1), len(past))
        self._choose(sheet, past[place - 1].id, is_withdrawing=mending.is_withdrawing)

    def withdraw(self) -> None:
        """Be about to say that the note was entered in error; Enter says it."""
        sheet = self._open()
        if sheet is not None and sheet.mending.one is not None:
            self._choose(sheet, sheet.mending.chosen, is_withdrawing=True)

    def save(self, sheet: NoteSheet) -> None:
        """Mend the note that was chosen, as soon as it is known which stands."""
        if sheet.mending.one is not None:
            self._held.show(replace(sheet, is_busy=True, problem=None), None)
            self._run(_work(sheet), partial(self._on_mended, sheet))

    def _on_mended(
        self, sheet: NoteSheet, result: NoteMended | Refusal | list[FieldProblem]
    ) -> None:
        if isinstance(result, NoteMended):
            self._done(Deed(sheet, (result.made,), note_mended=result))
            return
        self._held.refused(sheet, result)
        shown = self._open()
        if isinstance(result, Refusal) and result.code == MEANWHILE and shown is not None:
            self.ask(shown)

    def _open(self) -> NoteSheet | None:
        sheet = self._held.now()[1]
        return sheet if isinstance(sheet, NoteSheet) and not sheet.is_busy else None

    def _is_bare(self, sheet: NoteSheet) -> bool:
        return telling.is_only_told(self._held.now()[0], sheet)

    def _choose(self, sheet: NoteSheet, note: str, *, is_withdrawing: bool = False) -> None:
        made = note_choice.choose(sheet, note, is_withdrawing=is_withdrawing)
        if not note and self._is_bare(sheet):
            made = replace(made, effects=())  # Chosen before they refused a health file.
        self._held.show(made, None)

    def _on_recent(self, customer: str, found: tuple[PastNote, ...] | Refusal) -> None:
        card, sheet, since = self._held.now()
        if not isinstance(sheet, NoteSheet) or isinstance(found, Refusal) or card is None:
            return
        if sheet.customer == customer == card.id:
            shown = _now(sheet, found)
            self._held.show(replace(shown, mending=replace(shown.mending, today=card.today)), since)


def _now(sheet: NoteSheet, found: tuple[PastNote, ...]) -> NoteSheet:
    """Return a sheet with the notes that stand now. What was typed for one that another took the
    place of is for that one; words for one that is gone are no new note.
    """
    stands = {old: one.id for one in found for old in one.ids | {one.id}}
    stands[""] = ""
    mending, was_typed = sheet.mending, sheet.is_typed
    kept = {stands[old]: said for old, said in mending.kept.items() if old in stands}
    chosen = stands.get(mending.chosen)
    is_there = chosen is not None
    now = replace(
        mending,
        past=found,
        chosen=chosen or "",
        kept=kept,
        is_withdrawing=mending.is_withdrawing and is_there,
    )
    if is_there and (was_typed or not chosen):
        return replace(sheet, mending=now)
    text, effects = now.on_record() if is_there else kept.pop("", ("", ()))
    return replace(sheet, text=text, effects=effects, mending=now)


def _work(sheet: NoteSheet) -> Work[NoteMended | Refusal | list[FieldProblem]]:
    chosen = sheet.mending.chosen
    if sheet.mending.is_withdrawing:
        return partial(note_corrections.withdraw, visit_id=chosen)
    return partial(
        note_corrections.correct, visit_id=chosen, text=sheet.text, side_effects=sheet.effects
    )
