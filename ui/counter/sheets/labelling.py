"""Puts labels on the customer whose card is open, and takes them off. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from terminal.domain.problems import Refusal
from terminal.services import labels
from terminal.services.labels import Choice, Turned
from terminal.services.work import Runner
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.sheets.state import Deed, Sheet


class Labeller:
    """`shown` is the sheet that is open, `show` shows another, `done` hears what was turned, `say`
    why nothing was.
    """

    def __init__(
        self,
        run: Runner,
        shown: Callable[[], Sheet | None],
        show: Callable[[Sheet], None],
        done: Callable[[Deed], None],
        say: Callable[[Refusal], None],
    ) -> None:
        self._run, self._shown, self._show = run, shown, show
        self._done, self._say = done, say

    def ask(self, sheet: LabelSheet) -> None:
        """Ask which labels there are, for the sheet that is open."""
        work = partial(labels.choices, customer_id=sheet.customer)
        self._run(work, partial(self._on_choices, sheet.customer))

    def pick(self, sheet: LabelSheet, place: int) -> None:
        """Turn the label of a key, counted from 1: on, or off if it is on and staff put it on."""
        if sheet.is_busy or not 1 <= place <= len(sheet.shown):
            return
        one = sheet.shown[place - 1]
        if not one.is_ours:
            self._say(Refusal("LABEL_NOT_STAFFS", {"label": one.word}))
            return
        self._show(replace(sheet, is_busy=True))
        work = partial(
            labels.turn,
            customer_id=sheet.customer,
            code=one.code,
            word=one.word,
            is_on=not one.is_on,
        )
        self._run(work, partial(self._on_turned, sheet))

    def _on_choices(self, customer: str, found: tuple[Choice, ...] | Refusal) -> None:
        if isinstance(found, Refusal):
            self._say(found)
        elif (sheet := self._open(customer)) is not None:
            self._show(replace(sheet, choices=found))

    def _on_turned(self, sheet: LabelSheet, result: Turned | Refusal) -> None:
        if isinstance(result, Turned):
            self._done(Deed(sheet, (result.record,), about=result.word, turned=result))
            return
        if (shown := self._open(sheet.customer)) is not None:
            self._show(replace(shown, is_busy=False))
            self.ask(shown)
        self._say(result)

    def _open(self, customer: str) -> LabelSheet | None:
        sheet = self._shown()
        is_it = isinstance(sheet, LabelSheet) and sheet.customer == customer
        return sheet if is_it and isinstance(sheet, LabelSheet) else None
