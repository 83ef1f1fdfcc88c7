"""From typing a new reading to putting an earlier one right, or withdrawing it. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from terminal.domain import reading_entry
from terminal.domain.card import CustomerCard
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.reading_entry import ReadingEntry
from terminal.services import reading_corrections
from terminal.services.reading_corrections import Mended, Past
from terminal.services.readings import Taken
from terminal.services.work import Runner, Work
from ui.counter.sheets import telling
from ui.counter.sheets.fresh import empty
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.past import Mending
from ui.counter.sheets.state import KINDS_OF_GLUCOSE, Deed, Entry, ReadingSheet, Sheet

MEANWHILE: Final = "READING_CHANGED"
"""The refusal to mend a reading that is not the one shown any more."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the desk holds: `now` tells whose card is shown, the sheet beside it, and since when
    what stands in it waits; `show` shows another, `refused` why what stood in one was not taken.
    """

    now: Callable[[], tuple[CustomerCard | None, Sheet | None, datetime | None]]
    show: Callable[[Sheet, datetime | None], None]
    refused: Callable[[Entry, Refusal | list[FieldProblem]], None]


class Mender:
    """Chooses which reading an open sheet is about, a new one or one of the last, and mends that.
    `done` hears what was mended, and what needs a doctor by that.
    """

    def __init__(self, run: Runner, held: Held, done: Callable[[Deed, Taken | None], None]) -> None:
        self._run, self._held, self._done = run, held, done

    def ask(self, sheet: ReadingSheet) -> None:
        """Ask for the last readings of the kind, for the sheet that is open."""
        codes = KINDS_OF_GLUCOSE if sheet.kind is SheetKind.GLUCOSE else (sheet.code,)
        work = partial(reading_corrections.recent, customer_id=sheet.customer, codes=codes)
        self._run(work, partial(self._on_recent, sheet.customer, sheet.kind))

    def turn(self) -> None:
        """Go on to the last reading, or back to typing a new one; out of a withdrawal, back to
        putting that one right. Of who refused a health file a reading is withdrawn only.
        """
        if (sheet := self._open()) is None or not sheet.mending.past:
            return
        card, mending = self._held.now()[0], sheet.mending
        is_bare = telling.is_only_told(card, sheet)
        if mending.chosen and not (mending.is_withdrawing and not is_bare):
            self._choose(sheet, replace(mending, chosen=0, is_withdrawing=False))
        else:
            self._choose(
                sheet, replace(mending, chosen=mending.chosen or 1, is_withdrawing=is_bare)
            )

    def step(self, by: int) -> None:
        """Go on to an earlier reading (+1) or to a later one (-1); at the end stay."""
        sheet = self._open()
        if sheet is None or sheet.mending.one is None:
            return
        last = len(sheet.mending.past or ())
        chosen = min(max(sheet.mending.chosen + by, 1), last)
        if chosen != sheet.mending.chosen:
            self._choose(sheet, replace(sheet.mending, chosen=chosen))

    def withdraw(self) -> None:
        """Be about to say that the reading was entered in error; Enter says it."""
        sheet = self._open()
        if sheet is not None and sheet.mending.one is not None:
            self._choose(sheet, replace(sheet.mending, is_withdrawing=True))

    def save(self, sheet: ReadingSheet) -> None:
        """Mend the reading that was chosen."""
        made = work(sheet)
        if isinstance(made, FieldProblem):
            self._held.show(replace(sheet, problem=made), None)
        else:
            self._held.show(replace(sheet, is_busy=True, problem=None), None)
            self._run(made, partial(self._on_mended, sheet))

    def _on_mended(
        self, sheet: ReadingSheet, result: Mended | Refusal | list[FieldProblem]
    ) -> None:
        if isinstance(result, Mended):
            danger = result.item is not None and result.item.level is ReadingLevel.DANGER
            self._done(deed(sheet, result), result.taken if danger else None)
            return
        self._held.refused(sheet, result)
        shown = self._open()
        if isinstance(result, Refusal) and result.code == MEANWHILE and shown is not None:
            self.ask(shown)

    def _open(self) -> ReadingSheet | None:
        sheet = self._held.now()[1]
        return sheet if isinstance(sheet, ReadingSheet) and not sheet.is_busy else None

    def _choose(self, sheet: ReadingSheet, mending: Mending) -> None:
        # What was typed was meant for the reading that stood there.
        card, one = self._held.now()[0], mending.one
        code = sheet.code if one is None else one.item.reading.code
        if one is None and card is not None:
            fresh = empty(sheet.kind, card)
            code = fresh.code if isinstance(fresh, ReadingSheet) else code
        is_same = mending.chosen == sheet.mending.chosen
        text = sheet.text if is_same else ""
        made = replace(sheet, code=code, text=text, problem=None, mending=mending)
        self._held.show(made, None)

    def _on_recent(self, customer: str, kind: SheetKind, found: tuple[Past, ...] | Refusal) -> None:
        card, sheet, since = self._held.now()
        if not isinstance(sheet, ReadingSheet) or isinstance(found, Refusal) or card is None:
            return
        if (sheet.customer, sheet.kind, card.id) != (customer, kind, customer):
            return
        before = sheet.mending.one
        at = 0 if before is None else _place(found, before)
        mending = replace(sheet.mending, past=found, today=card.today, chosen=at)
        shown = replace(sheet, mending=mending)
        if before is not None and not at:  # It is gone, and its figures are no new reading.
            shown = replace(shown, text="", mending=replace(mending, is_withdrawing=False))
        self._held.show(shown, since)


def _place(found: tuple[Past, ...], before: Past) -> int:
    """Return where a reading stands now, counted from 1, by the moment it was measured at; 0 when
    it is gone.
    """
    at = before.item.reading.at
    places = (place for place, one in enumerate(found, 1) if one.item.reading.at == at)
    return next(places, 0)


def work(sheet: ReadingSheet) -> Work[Mended | Refusal | list[FieldProblem]] | FieldProblem:
    """Return the work that mends the reading chosen in a sheet, or what is wrong with what was
    typed.
    """
    one = sheet.mending.one
    assert one is not None, "one was chosen"
    if sheet.mending.is_withdrawing:
        return partial(reading_corrections.withdraw, reading_id=one.id)
    entry = reading_entry.read(sheet.code, sheet.text)
    if not isinstance(entry, ReadingEntry):
        return problem(sheet, entry[0])
    return partial(
        reading_corrections.correct, reading_id=one.id, code=entry.code, items=entry.items
    )


def problem(sheet: ReadingSheet, found: FieldProblem) -> FieldProblem:
    """Return what is wrong with what was typed, with the kind of reading it was typed for."""
    return replace(found, facts={"reading": sheet.code, **found.facts})


def deed(sheet: ReadingSheet, mended: Mended) -> Deed:
    """Return what was mended, as what can be taken back."""
    return Deed(sheet, mended.made, mended.item or mended.before, mended=mended)
