"""Who is to have the open task, and what goes with it. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from terminal.domain.card import TaskItem
from terminal.domain.problems import Refusal
from terminal.services import handing_many
from terminal.services.handing_many import Choices
from terminal.services.work import Runner
from ui.followups.desk import OutcomeDesk
from ui.followups.state import ANYBODY, PEOPLE, HandingState


class Handing:
    """The question, while it is asked; the page hears of every change of `state`."""

    def __init__(self, run: Runner, desk: OutcomeDesk, changed: Callable[[], None]) -> None:
        self._run, self._desk, self._changed = run, desk, changed
        self.state: HandingState | None = None

    def begin(self, task: TaskItem) -> None:
        """Ask who is to have a task. Asked again, take more of what can go with it, and after all
        of it the task alone.
        """
        if self.state is None or self.state.task != task.id:
            ask = partial(handing_many.choices, task_id=task.id)
            self._run(ask, partial(self._on_choices, task.id))
            return
        at = (self.state.at + 1) % (len(self.state.piles) + 1)
        self._become(replace(self.state, at=at))

    def turn(self, by: int) -> None:
        """Show the next people, or those before."""
        asked = self.state
        if asked is not None and 0 <= asked.first + by * PEOPLE < len(asked.people):
            self._become(replace(asked, first=asked.first + by * PEOPLE))

    def choose(self, task: TaskItem, digit: int) -> None:
        """Hand over to whom a digit stands for."""
        asked = self.state
        if asked is None or not (digit == ANYBODY or 0 < digit <= len(asked.shown)):
            return
        self.state = None
        to = None if digit == ANYBODY else asked.shown[digit - 1].id
        self._desk.hand_over(task, to, () if asked.pile is None else asked.pile.tasks)

    def leave(self) -> bool:
        """Ask no more. Return whether anything was asked."""
        was, self.state = self.state, None
        return was is not None

    def _on_choices(self, task_id: str, found: Choices | Refusal) -> None:
        if isinstance(found, Refusal):
            self._desk.say(found)
        else:
            self._become(HandingState(task_id, found.people, piles=found.piles))

    def _become(self, state: HandingState) -> None:
        self.state = state
        self._changed()
