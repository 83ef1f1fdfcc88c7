"""Asks what an open sheet shows beside what is typed. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from terminal.domain.problems import Refusal
from terminal.services import consents, handing_many
from terminal.services.consents import Stand
from terminal.services.handing_many import Choices
from terminal.services.work import Runner
from ui.counter.sheets import saving
from ui.counter.sheets.state import ConsentSheet, Entry, HandSheet, Sheet


class Asker:
    """`shown` is the sheet that is open, `show` shows another that waits no less long, `say` hears
    why there is no answer.
    """

    def __init__(
        self,
        run: Runner,
        shown: Callable[[], Sheet | None],
        show: Callable[[Sheet], None],
        say: Callable[[Refusal], None],
    ) -> None:
        self._run, self._shown, self._show, self._say = run, shown, show, say

    def ask(self, sheet: Entry) -> None:
        """Ask what stands for each use of the data, or who can have follow-ups."""
        if isinstance(sheet, ConsentSheet):
            work = partial(consents.stands, customer_id=sheet.customer)
            self._run(work, partial(self._on_stands, sheet.customer))
        elif isinstance(sheet, HandSheet):
            ask = partial(handing_many.choices, task_id=sheet.task)
            self._run(ask, partial(self._on_choices, sheet.customer))

    def _on_stands(self, customer: str, stands: tuple[Stand, ...]) -> None:
        sheet = self._shown()
        if isinstance(sheet, ConsentSheet) and sheet.customer == customer:
            self._show(replace(sheet, stands=stands))

    def _on_choices(self, customer: str, found: Choices | Refusal) -> None:
        sheet = self._shown()
        if isinstance(found, Refusal):
            self._say(found)
        elif isinstance(sheet, HandSheet) and sheet.customer == customer:
            self._show(saving.offered(sheet, found))
