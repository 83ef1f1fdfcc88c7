"""The page of pairs, without a single widget."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Protocol

from terminal.domain.problems import Refusal
from terminal.services import pairs
from terminal.services.pairs import Decided, Pair
from terminal.services.work import Runner
from ui.pairs.state import PairsState


class PairsView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: PairsState) -> None:
        """Show exactly this."""


class PairsPresenter:
    """Turn gestures into service calls, and results into state. `read` goes through all files
    beside everything that people wait for; `run` records.
    """

    def __init__(self, view: PairsView, run: Runner, read: Runner) -> None:
        self._view, self._run, self._read = view, run, read
        self._is_reading = self._is_shown = False
        self.state = PairsState()

    def show(self, is_shown: bool) -> None:
        """The page came to the front, or went away: pairs are kept on no screen that nobody sees,
        and what was put off comes first again.
        """
        self._is_shown = is_shown
        if is_shown:
            self.refresh()
        else:
            self._become(PairsState(decided=self.state.decided))

    def refresh(self) -> None:
        """Look for pairs anew."""
        if not self._is_reading:
            self._is_reading = True
            self._read(partial(pairs.suggestions), self._on_found)

    def choose(self, key: str) -> None:
        """Show one of the pairs."""
        self._become(replace(self.state, selected=key))

    def step(self, by: int) -> None:
        """Show the next (+1) or the one before (-1); at the end stay."""
        keys = [one.key for one in self.state.listed]
        shown = self.state.shown
        if shown is not None:
            self.choose(keys[min(max(keys.index(shown.key) + by, 0), len(keys) - 1)])

    def decide(self, is_same: bool) -> None:
        """Say that the two are one person, or that they are not."""
        shown = self.state.shown
        if shown is not None and not self.state.is_busy:
            self._become(replace(self.state, is_busy=True, refusal=None))
            work = partial(pairs.decide, pair=shown, is_same=is_same)
            self._run(work, self._on_decided)

    def put_off(self) -> None:
        """Leave this pair for later and show the next one."""
        shown = self.state.shown
        if shown is not None:
            later = self.state.later | {shown.key}
            self._become(replace(self.state, later=later, selected=None))

    def undo(self) -> None:
        """Take back what was just said."""
        decided = self.state.decided
        if decided is not None:
            self._become(replace(self.state, decided=None))
            self._run(partial(pairs.undo, decided=decided), partial(self._on_undone, decided))

    def expire(self, record: str) -> None:
        """The time to take it back is over."""
        if self.state.decided is not None and self.state.decided.id == record:
            self._become(replace(self.state, decided=None))

    def dismiss(self) -> None:
        """Put away what was said."""
        self._become(replace(self.state, refusal=None))

    def on_crash(self, code: str) -> None:
        """Say that work broke off."""
        self._is_reading = False
        self._become(replace(self.state, refusal=Refusal(code), is_busy=False))

    def _on_found(self, found: tuple[Pair, ...] | Refusal) -> None:
        self._is_reading = False
        if not self._is_shown:
            return
        if isinstance(found, Refusal):
            self._become(replace(self.state, pairs=(), refusal=found, is_read=True))
        else:
            self._become(replace(self.state, pairs=found, is_read=True))

    def _on_decided(self, done: Decided | Refusal) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(done, Refusal):
            self._become(replace(state, refusal=done))
            return
        left = tuple(one for one in state.pairs if one.key != done.pair.key)
        self._become(replace(state, pairs=left, decided=done, selected=None))

    def _on_undone(self, decided: Decided, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._become(replace(self.state, refusal=refusal))
            return
        back = (decided.pair, *self.state.pairs)
        self._become(replace(self.state, pairs=back, selected=decided.pair.key))

    def _become(self, state: PairsState) -> None:
        self.state = state
        self._view.show_state(state)
